"""The form of a notice: a new one of a kind, or a draft that is changed. Lists are written a line
each, cells apart by a stroke: 太阳能路灯二十盏 | 一万八千元 | 3月完工."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.files.photos import CheckedPhoto, check_photo
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound, Sentence
from yiwang.insight.notices.actions.write_notice import write_notice
from yiwang.insight.notices.models import Notice, NoticeKind
from yiwang.insight.notices.policies import NOT_WRITTEN_BY_YOU
from yiwang.insight.notices.queries import kind_named, kinds, notice_of_staff, to_go_on_from
from yiwang.insight.notices.written import Row, Written
from yiwang.portals.casework.areas_found import area_meant, as_offered
from yiwang.portals.casework.bodies_found import body_as_offered, body_meant
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.powers import REVIEW_NOTICES, WRITE_NOTICES
from yiwang.structure.posts.queries import appointments_of, powers_of

TEXTS = ("title", "text", "when", "place", "language", "people", "valid_from", "valid_until")
TYPED = (*TEXTS, "area", "organization", "follows", "items", "views", "links", "matters")
CELLS = {
    "items": ("title", "note"),
    "views": ("of", "number", "on", "source"),
    "links": ("title", "url"),
    "matters": ("number", "title"),
}
PURPOSES = ("picture", "before", "after")


@staff_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a kind first; then its form."""
    given = powers_of(account_of(request), timezone.localdate())
    if not given & {WRITE_NOTICES, REVIEW_NOTICES}:
        raise Forbidden(NOT_WRITTEN_BY_YOU)
    kind = kind_named(text_of(request.GET, "kind", 40))
    if kind is None:
        return page(request, "notices/choose_kind.html", {"kinds": kinds()})
    return _form(request, kind, None)


@staff_page
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Change a draft."""
    notice = notice_of_staff(notice_id, account_of(request), timezone.localdate())
    if notice.state != "draft":
        return redirect("notice_staff", notice_id)
    return _form(request, notice.kind, notice)


def _form(request: HttpRequest, kind: NoticeKind, notice: Notice | None) -> HttpResponse:
    typed = _as_typed(notice) if notice else dict.fromkeys(TYPED, "") | _usual(account_of(request))
    faults: dict[str, Sentence] = {}
    if request.method == "POST":
        typed = {name: text_of(request.POST, name) for name in TYPED}
        try:
            made = write_notice(
                _written(typed, kind),
                _pictures(request),
                notice_id=notice.pk if notice else None,
                dropped=request.POST.getlist("drop"),
                actor=actor_of(request),
                now=timezone.now(),
            )
        except Invalid as refusal:
            faults = refusal.fields
        except Forbidden as refusal:
            faults = {"area": refusal.sentence}
        else:
            messages.success(request, _("Saved as a draft. Nobody outside reads it yet."))
            return redirect("notice_staff", made.pk)
    context = {
        "kind": kind,
        "notice": notice,
        "earlier": to_go_on_from(account_of(request), timezone.localdate()),
        "typed": typed,
        "faults": faults,
        "errors": [(f"f-{name}", said) for name, said in faults.items()],
    }
    return page(request, "notices/form.html", context, status=422 if faults else 200)


def _usual(account_id: int) -> dict[str, str]:
    """From today on, for the area of the writer's first post that has one."""
    today = timezone.localdate()
    own = (held.post.area for held in appointments_of(account_id, today) if held.post.area)
    here = next(own, None)
    return {"valid_from": today.isoformat(), "area": as_offered(here) if here else ""}


def _written(typed: dict[str, str], kind: NoticeKind) -> Written:
    faults: dict[str, Sentence] = {}
    area_id = _found(faults, "area", lambda: area_meant(typed["area"]).pk)
    body = typed["organization"]
    organization_id = _found(faults, "organization", lambda: body_meant(body).pk) if body else None
    first = _day(faults, "valid_from", typed["valid_from"])
    last = _day(faults, "valid_until", typed["valid_until"]) if typed["valid_until"] else None
    rows = {name: _rows(faults, name, typed[name]) for name in CELLS}
    if faults or area_id is None or first is None:
        raise Invalid(faults)
    return Written(
        kind=kind.key,
        area_id=area_id,
        organization_id=organization_id,
        title=typed["title"],
        text=typed["text"],
        when=typed["when"],
        place=typed["place"],
        language=typed["language"] or "zh-hans",
        people=typed["people"],
        valid_from=first,
        valid_until=last,
        items=rows["items"],
        views=rows["views"],
        links=rows["links"],
        matters=rows["matters"],
        follows_id=int(follows) if (follows := typed["follows"][:18]).isdecimal() else None,
    )


def _found(faults: dict[str, Sentence], name: str, find: Callable[[], int]) -> int | None:
    try:
        return find()
    except NotFound as refusal:
        faults[name] = refusal.sentence
    except Invalid as refusal:
        faults[name] = next(iter(refusal.fields.values()))
    return None


def _day(faults: dict[str, Sentence], name: str, said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        faults[name] = _("Write the day as 2026-12-31.")
        return None


def _rows(faults: dict[str, Sentence], name: str, said: str) -> list[Row]:
    """One row a line; the last cell takes what is left, and cells that are left out are empty."""
    cells, rows = CELLS[name], []
    for line in (line for line in said.split("\n") if line.strip()):
        parts = [part.strip() for part in line.replace("｜", "|").split("|", len(cells) - 1)]
        parts += [""] * (len(cells) - len(parts))
        row = dict(zip(cells, parts, strict=True))
        if any(len(part) > 300 for part in parts) or not row[cells[0]]:
            faults[name] = _("Each line begins with a name; no cell is longer than 300 characters.")
        rows.append(row)
    return rows


def _pictures(request: HttpRequest) -> dict[str, Sequence[CheckedPhoto]]:
    return {
        purpose: [
            _checked(cast("BinaryIO", each), purpose) for each in request.FILES.getlist(purpose)
        ]
        for purpose in PURPOSES
    }


def _checked(upload: BinaryIO, purpose: str) -> CheckedPhoto:
    return check_photo(upload, field=purpose)


def _as_typed(notice: Notice) -> dict[str, str]:
    typed = {name: getattr(notice, name) for name in TEXTS[:6]}
    for name, cells in CELLS.items():
        rows: Sequence[Row] = getattr(notice, name)
        typed[name] = "\n".join(" | ".join(row.get(cell, "") for cell in cells) for row in rows)
    typed["area"] = as_offered(notice.area)
    typed["follows"] = str(notice.follows_id or "")
    body = notice.organization
    typed["organization"] = body_as_offered(body) if body else ""
    typed["valid_from"] = notice.valid_from.isoformat()
    typed["valid_until"] = notice.valid_until.isoformat() if notice.valid_until else ""
    return typed
