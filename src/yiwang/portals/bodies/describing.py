"""The form on which a body is founded or changed; what was typed is never lost."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, NotFound, Refusal, Sentence
from yiwang.portals.bodies.words import FIELDS, STANDINGS, kind_names, sector_names
from yiwang.portals.casework.areas_found import LONGEST, area_meant, as_offered
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.numbers import day_of
from yiwang.structure.founding.actions.change_organization import (
    change_organization,
)
from yiwang.structure.founding.actions.found_organization import found_organization
from yiwang.structure.founding.given import STATES, BodyFacts, seen_of
from yiwang.structure.founding.policies import NOT_YOURS, organizing
from yiwang.structure.organizations.listing import by_code, kinds_present
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.opening import services_of, services_text
from yiwang.structure.organizations.queries import function_names
from yiwang.structure.posts.powers import ORGANIZE
from yiwang.structure.posts.queries import has_power

NAMES = ("code", "name", "name_en", "kind", "function", "sector", "area", "place", "state")
DAYS = ("founded_on", "valid_to")
PLAIN = ("name", "name_en", "kind", "function", "sector", "place", "state")
OPEN = ("whereabouts", "hours", "service_line", "services")  # of a body that people go to


@dataclass(frozen=True, slots=True)
class Sent:
    """What was typed, the facts it gives, and what is wrong with it by field."""

    typed: dict[str, str]
    facts: BodyFacts
    faults: dict[str, Sentence] = field(default_factory=dict)


@staff_page
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Found a body: then its card shows."""
    if not has_power(account_of(request), ORGANIZE, timezone.localdate()):
        raise Forbidden(NOT_YOURS)
    if request.method != "POST":
        typed = {"area": text_of(request.GET, "area", LONGEST), "state": "active"}
        return _form(request, None, typed, {})
    sent = _sent(request.POST)
    if not sent.faults:
        try:
            body = found_organization(
                sent.typed["code"], sent.facts, actor=actor_of(request), now=timezone.now()
            )
        except Invalid as refusal:
            sent.faults.update(refusal.fields)
        except Refusal as refusal:
            return _form(request, None, sent.typed, {}, str(refusal))
        else:
            messages.success(request, _("“%(name)s” is founded.") % {"name": body.name})
            return redirect("body", body.code)
    return _form(request, None, sent.typed, sent.faults)


@staff_page
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change a body; what others changed meanwhile is not overwritten."""
    body, now = by_code(code), timezone.now()
    organizing(body.area_id, actor_of(request), timezone.localdate(now))
    if request.method != "POST":
        return _form(request, body, _typed_of(body), {})
    sent, seen = _sent(request.POST, body), request.POST.get("seen", "")
    if not sent.faults:
        try:
            changed = change_organization(
                body.pk, sent.facts, seen=seen, actor=actor_of(request), now=now
            )
        except Invalid as refusal:
            sent.faults.update(refusal.fields)
        except Refusal as refusal:
            return _form(request, body, sent.typed, {}, str(refusal))
        else:
            said = _("The change is saved.") if changed else _("Nothing was different.")
            messages.success(request, said)
            return redirect("body", body.code)
    return _form(request, body, sent.typed, sent.faults)


def _sent(post: QueryDict, body: Organization | None = None) -> Sent:
    typed = {name: text_of(post, name, 400) for name in (*NAMES, *DAYS, *OPEN, "point")}
    if body is not None:
        typed["code"] = body.code
    faults: dict[str, Sentence] = {}
    days: dict[str, date | None] = {}
    for name in DAYS:
        days[name] = day_of(typed[name])
        if typed[name] and days[name] is None:
            faults[name] = _("This is no day. Write it as 2026-09-30.")
    area_id = _area_id(typed["area"], faults)
    lng, lat = _point(typed["point"])
    typed["services"] = services_text(services_of(typed["services"]))
    facts = BodyFacts(
        **{name: typed[name] for name in (*PLAIN, *OPEN)},
        lng=lng,
        lat=lat,
        area_id=area_id,
        founded_on=days["founded_on"],
        valid_to=days["valid_to"],
    )
    return Sent(typed, facts, faults)


def _area_id(typed: str, faults: dict[str, Sentence]) -> int | None:
    try:
        return area_meant(typed).pk if typed else None
    except NotFound as refusal:
        faults["area"] = refusal.sentence
        return None


def _point(typed: str) -> tuple[float | None, float | None]:
    """Longitude and latitude; what is no point is refused where it is checked."""
    parts = typed.replace("，", ",").split(",") if typed else []
    try:
        lng, lat = map(float, parts)
    except ValueError:
        return (None, 0.0) if typed else (None, None)
    return lng, lat


def _typed_of(body: Organization) -> dict[str, str]:
    typed = {name: getattr(body, name) for name in ("code", *PLAIN, *OPEN)}
    typed["point"] = "" if body.lng is None else f"{body.lng}, {body.lat}"
    typed["area"] = as_offered(body.area) if body.area else ""
    return typed | {name: _written(getattr(body, name)) for name in DAYS}


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _form(
    request: HttpRequest,
    body: Organization | None,
    typed: dict[str, str],
    faults: dict[str, Sentence],
    refused: str = "",
) -> HttpResponse:
    on = timezone.localdate()
    errors = [("", refused)] if refused else []
    errors += [(f"f-{name}", str(said)) for name, said in faults.items()]
    context = {
        "body": body,
        "seen": seen_of(body) if body else "",
        "typed": typed,
        "faults": faults,
        "errors": errors,
        "labels": FIELDS,
        "kinds": kind_names(dict(kinds_present(on))),
        "sectors": sector_names(on),
        "functions": function_names(on),
        "states": {key: STANDINGS[key] for key in STATES},
        "now": timezone.now(),
    }
    return page(request, "bodies/form.html", context, status=422 if errors else 200)
