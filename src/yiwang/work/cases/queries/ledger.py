"""The ledger of cases: one list for the desk, filtered, found by words or number, paged by key."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.queries import ids_below, paths_of
from yiwang.work.cases.models import Case, Placement
from yiwang.work.cases.personal_numbers import personal_numbers
from yiwang.work.cases.policies import not_confidential, visible_cases
from yiwang.work.cases.queries.clearing import still_to_clear
from yiwang.work.cases.queries.counting import counted_as
from yiwang.work.cases.search import holds_words
from yiwang.work.cases.stages import stage_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for. Empty: everything one may see. `kind` also finds the types below it."""

    state: Literal["", "open", "closed"] = ""
    kind: str = ""
    area_id: int | None = None
    text: str = ""
    number: str = ""
    channel: str = ""
    stage: str = ""
    since: date | None = None
    until: date | None = None  # inclusive
    to_clear: bool = False  # on the clear-off list only
    counted: str = ""  # what a count of the figures counts, by its name in `counting.Tally`


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A case as one line. `text` is its beginning, for staff who may see the case."""

    case_id: int
    number: str
    kind: str
    text: str
    area: str  # path; empty: outside all areas
    stage: str
    channel: str
    is_open: bool
    reported_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """`next_after` is what to ask for to go on; None at the end."""

    rows: list[LedgerRow]
    next_after: int | None


def ledger(
    account_id: int, filters: Filters, after: int | None = None, *, now: datetime, size: int = PAGE
) -> LedgerPage:
    """The latest cases first, in two queries. `after` is the `next_after` of the page before."""
    cases = filtered_cases(account_id, filters, now)
    if after is not None:
        cases = cases.filter(pk__lt=after)
    found = list(cases.order_by("-pk")[: size + 1])
    rows = ledger_rows(found[:size])
    return LedgerPage(rows, found[size - 1].pk if len(found) > size else None)


def filtered_cases(account_id: int, filters: Filters, now: datetime) -> QuerySet[Case]:
    """The visible cases that fit, ready to be listed: the same for list, count and export."""
    cases = visible_cases(account_id, now).select_related("type", "run").defer("words")
    for condition in _conditions(filters):
        cases = cases.filter(condition)
    if filters.to_clear:
        cases = still_to_clear(cases)
    if filters.text.strip():
        cases = _found_by_words(cases, filters.text)
    return counted_as(filters.counted, cases) if filters.counted else cases


def ledger_rows(cases: list[Case]) -> list[LedgerRow]:
    """Lines for these cases, their paths in one query."""
    paths = paths_of({case.area_id for case in cases if case.area_id})
    return [
        LedgerRow(
            case_id=case.pk,
            number=case.number,
            kind=case.type.label if case.type else "",
            text=case.text[:80],
            area=paths.get(case.area_id, "") if case.area_id else "",
            stage=stage_of(case),
            channel=case.channel,
            is_open=case.is_open,
            reported_at=case.reported_at,
            closed_at=case.closed_at,
        )
        for case in cases
    ]


def _conditions(filters: Filters) -> list[Q | Exists]:
    conditions: list[Q | Exists] = []
    if filters.state:
        conditions.append(Q(is_open=filters.state == "open"))
    if filters.kind:
        conditions.append(Q(type__key=filters.kind) | Q(type__parent__key=filters.kind))
    if filters.area_id is not None:
        below = ids_below([filters.area_id])
        conditions.append(Exists(Placement.objects.filter(case=OuterRef("pk"), area__in=below)))
    if filters.number:
        conditions.append(Q(number=filters.number.strip()))
    if filters.channel:
        conditions.append(Q(channel=filters.channel))
    if filters.stage:
        conditions.append(Q(run__stage=filters.stage))
    return conditions + _days(filters)


def _days(filters: Filters) -> list[Q | Exists]:
    conditions: list[Q | Exists] = []
    if filters.since:
        conditions.append(Q(reported_at__gte=_midnight(filters.since)))
    if filters.until:
        conditions.append(Q(reported_at__lt=_midnight(filters.until + timedelta(days=1))))
    return conditions


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _found_by_words(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Confidential cases are not found by their words, even by those who work on them."""
    if personal_numbers(text):
        raise Invalid({"text": _("Cases cannot be looked up by the number of a person.")})
    condition = holds_words(text[:200])
    return cases.none() if condition is None else cases.filter(not_confidential(), condition)
