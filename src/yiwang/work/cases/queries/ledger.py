"""The ledger of cases: one list for the desk, filtered, found by words or number, paged by key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.queries import ids_below, paths_of
from yiwang.work.cases.models import Case, Placement
from yiwang.work.cases.origins import ORIGINS, began_as
from yiwang.work.cases.policies import (
    not_confidential,
    reaches_many,
    seen_where_few,
    visible_cases,
)
from yiwang.work.cases.queries.clearing import still_to_clear
from yiwang.work.cases.queries.lines import listed_text
from yiwang.work.cases.queries.recurrence import times_of
from yiwang.work.cases.search import holds_words
from yiwang.work.cases.stages import stage_of
from yiwang.work.workflows.queries import ClockLine
from yiwang.work.workflows.queries.lists import Standing, clocks_shown, runs_standing

PAGE = 50
LATELY = 5_000  # of the newest cases, in which a page is looked for first


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for. Empty: everything one may see. `kind` also finds the types below it."""

    state: Literal["", "open", "closed"] = ""
    kind: str = ""
    area_id: int | None = None
    text: str = ""
    number: str = ""
    channel: str = ""
    origin: str = ""  # one of ORIGINS
    stage: str = ""
    since: date | None = None
    until: date | None = None  # inclusive
    to_clear: bool = False  # on the clear-off list only
    standing: Standing | None = None  # on that list alone
    among: QuerySet[Any, Any] | None = None  # ids: those behind a figure, for whatever days


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
    is_urgent: bool = False
    times: int = 1  # that the same kind of thing came up there within twelve months
    clock: ClockLine | None = None  # by which it is on the list asked for
    rests_until: datetime | None = None  # the reporter's time, or the day it was set aside until


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """`next_after` is what to ask for to go on; None at the end."""

    rows: list[LedgerRow]
    next_after: int | None


def ledger(
    account_id: int, filters: Filters, after: int | None = None, *, now: datetime, size: int = PAGE
) -> LedgerPage:
    """The latest cases first, in a few queries. `after` is the `next_after` of the page before."""
    found = _newest(account_id, filters, after, size + 1, now)
    shown = found[:size]
    times = times_of(shown, account_id, now=now)
    clocks = _clocks(shown, filters.standing)
    rows = [
        replace(
            row,
            times=times.get(case.pk, 1),
            clock=clocks.get(case.run_id or 0),
            rests_until=_rests_until(case, clocks, filters.standing),
        )
        for case, row in zip(shown, ledger_rows(shown), strict=True)
    ]
    return LedgerPage(rows, found[size - 1].pk if len(found) > size else None)


def on_lists(account_id: int, now: datetime) -> dict[Standing, int]:
    """How many cases the account may see on each list of those that stand badly with time."""
    cases = seen_where_few(account_id, now)
    return {each: cases.filter(run__in=runs_standing(each, now)).count() for each in Standing}


def filtered_cases(account_id: int, filters: Filters, now: datetime) -> QuerySet[Case]:
    """The visible cases that fit, ready to be listed: the same for list, count and export."""
    seen = seen_where_few if _finds_few(filters) or filters.text.strip() else visible_cases
    return _fitting(seen(account_id, now), filters, now)


def _newest(
    account_id: int, filters: Filters, after: int | None, most: int, now: datetime
) -> list[Case]:
    """The first of a page, in the order of the list.

    For whoever sees many cases, gathering them all takes long, and a page of what most people look
    for is full soon: the rule is asked of what came lately, one by one. Only a page that is not
    full then is filled from what came before, where a word that came up so seldom finds few.
    """
    if _finds_few(filters) or not reaches_many(account_id, now):
        cases = filtered_cases(account_id, filters, now)
        cases = cases if after is None else cases.filter(pk__lt=after)
        return list(cases.order_by("-pk")[:most])
    end = after or (Case.objects.aggregate(newest=Max("pk"))["newest"] or 0) + 1
    lately = _fitting(seen_where_few(account_id, now), filters, now)
    lately = lately.filter(pk__lt=end, pk__gte=end - LATELY)
    found = list(lately.order_by("-pk")[:most])
    if len(found) == most or end <= LATELY:
        return found
    before = filtered_cases(account_id, filters, now).filter(pk__lt=end - LATELY)
    by_condition = (F("pk") + 0).desc()  # not one by one from the newest on
    return found + list(before.order_by(by_condition)[: most - len(found)])


def _finds_few(filters: Filters) -> bool:
    """Whether what is looked for narrows it down so much that the rule is best asked of each."""
    return bool(filters.number or filters.standing or filters.to_clear)


def _fitting(cases: QuerySet[Case], filters: Filters, now: datetime) -> QuerySet[Case]:
    cases = cases.select_related("type__parent", "run").defer("words")
    if filters.standing:
        cases = cases.filter(run__in=runs_standing(filters.standing, now))
    for condition in _conditions(filters):
        cases = cases.filter(condition)
    if filters.to_clear:
        cases = still_to_clear(cases)
    if filters.text.strip():
        cases = _found_by_words(cases, filters.text)
    return cases if filters.among is None else cases.filter(pk__in=filters.among)


def ledger_rows(cases: list[Case]) -> list[LedgerRow]:
    """Lines for these cases, their paths in one query."""
    paths = paths_of({case.area_id for case in cases if case.area_id})
    return [
        LedgerRow(
            case_id=case.pk,
            number=case.number,
            kind=case.type.label if case.type else "",
            text=listed_text(case),
            area=paths.get(case.area_id, "") if case.area_id else "",
            stage=stage_of(case),
            channel=case.channel,
            is_open=case.is_open,
            reported_at=case.reported_at,
            closed_at=case.closed_at,
            is_urgent=bool(case.run and case.run.is_urgent),
        )
        for case in cases
    ]


def _clocks(cases: list[Case], standing: Standing | None) -> dict[int, ClockLine]:
    if standing is None or not cases:
        return {}
    return clocks_shown({case.run_id for case in cases if case.run_id}, standing)


def _rests_until(
    case: Case, clocks: Mapping[int, ClockLine], standing: Standing | None
) -> datetime | None:
    """None where somebody of the office is expected to act."""
    if standing is Standing.ASIDE and case.run:
        return case.run.deferred_until
    clock = clocks.get(case.run_id or 0)
    return clock.due_at if clock and standing is Standing.WAITING else None


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
    if filters.origin in ORIGINS:
        conditions.append(began_as(filters.origin))
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
