"""The ledger of what people raised (群众诉求台账): found, narrowed down, printed, taken along."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.queries import cases_behind
from yiwang.insight.measures.subjects import Subject
from yiwang.insight.measures.words import COUNT_WORDS
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.standings import STANDINGS
from yiwang.structure.organizations.listing import by_code
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code, children_of, path_of, shared_path
from yiwang.work.cases import queries as cases
from yiwang.work.cases.actions.export_ledger import export_ledger
from yiwang.work.cases.origins import ORIGIN_WORDS
from yiwang.work.workflows.queries.lists import Standing

NAMES = (
    *("show", "text", "number", "kind", "area", "state", "channel", "since", "until"),
    *("counted", "body", "origin"),  # the cases behind a figure
)
Typed = dict[str, str]


@staff_page
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The latest first, fifty at a time."""
    now, typed = timezone.now(), _typed(request.GET)
    area, faults = _area(typed["area"])
    found = cases.LedgerPage([], None)
    if not faults:
        try:
            filters = _filters(typed, area)
            found = cases.ledger(account_of(request), filters, _after(request), now=now)
        except Invalid as refusal:
            faults = refusal.fields
    context = {
        "listed": found,
        "shared_path": shared_path([row.area for row in found.rows]),
        "lists": _lists(account_of(request), now),
        "standing": STANDINGS[standing] if (standing := _standing(typed)) else None,
        "typed": typed,
        "query": _asked(typed),
        "is_first": "after" not in request.GET,
        "is_narrowed": any(value for name, value in typed.items() if name != "show"),
        "counted": COUNT_WORDS.get(typed["counted"]),
        "origin": ORIGIN_WORDS.get(typed["origin"]),
        "types": cases.offered_types(),
        "channels": cases.CHANNELS,
        "path": path_of(area.pk) if area else [],
        "areas": children_of(area.pk if area else None),
        "faults": faults,
        "errors": list(faults.items()),
        "now": now,
    }
    return page(request, "desk/ledger.html", context, status=422 if faults else 200)


@staff_page
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The list as a file for spreadsheets: recorded, limited, without contacts."""
    now, typed = timezone.now(), _typed(request.POST)
    area, faults = _area(typed["area"])
    try:
        if faults:
            raise Invalid(faults)
        content = export_ledger(_filters(typed, area), actor=actor_of(request), now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{reverse('desk_ledger')}?{_asked(typed)}")
    name = f"ledger-{timezone.localtime(now):%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, "text/csv; charset=utf-8", headers=headers)


def _typed(query: QueryDict) -> Typed:
    return {name: text_of(query, name, 200) for name in NAMES}


def _asked(typed: Typed) -> str:
    return urlencode({name: value for name, value in typed.items() if value})


def _filters(typed: Typed, area: Area | None) -> cases.Filters:
    state, behind = typed["state"], _behind(typed, area)
    return cases.Filters(
        state="open" if state == "open" else "closed" if state == "closed" else "",
        kind=typed["kind"][:80],
        area_id=area.pk if area else None,
        text=typed["text"],
        number=typed["number"],
        channel=typed["channel"],
        origin=typed["origin"],
        since=None if behind is not None else _day(typed["since"]),
        until=None if behind is not None else _day(typed["until"]),
        to_clear=typed["show"] == "clear",
        standing=_standing(typed),
        among=behind,
    )


def _behind(typed: Typed, area: Area | None) -> QuerySet[Any, Any] | None:
    """The ids of the cases behind a figure; None where no figure is asked about."""
    if typed["counted"] not in COUNT_WORDS:
        return None
    today = timezone.localdate()
    since, until = _day(typed["since"]) or date(2000, 1, 1), _day(typed["until"]) or today
    days = Days(min(since, until), max(since, until))
    return cases_behind(typed["counted"], _subject(typed["body"], area), days)


def _subject(body: str, area: Area | None) -> Subject:
    """Whose figure it is: a body's, an area's, or that of the whole."""
    if body:
        return Subject.organization(by_code(body).pk)
    return Subject.area(area.pk) if area else Subject.whole()


def _lists(account_id: int, now: datetime) -> list[tuple[str, Sentence, int]]:
    """The lists beside that of everything, each with its number of cases."""
    numbers = cases.on_lists(account_id, now)
    return [(key.value, words.name, numbers[key]) for key, words in STANDINGS.items()]


def _standing(typed: Typed) -> Standing | None:
    return Standing(typed["show"]) if typed["show"] in set(Standing) else None


def _area(code: str) -> tuple[Area | None, dict[str, Sentence]]:
    try:
        return (area_by_code(code) if code else None), {}
    except NotFound as refusal:
        return None, {"area": refusal.sentence}


def _after(request: HttpRequest) -> int | None:
    after = request.GET.get("after", "")
    return int(after) if after.isdecimal() and len(after) < 19 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
