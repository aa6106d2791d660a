"""One case as it is counted: everything that any figure may ask of it, in one row of one list.

Read by `insight.measures`, set by set, for the cases that the record says something happened to.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import (
    Case as Choice,
)

from yiwang.foundation.records.queries import records_named
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case, CaseType, Mediation, Merge, Placement, Rating, Reply
from yiwang.work.cases.outcomes import SOLVED_OUTCOMES
from yiwang.work.cases.policies import HIDDEN_TYPES
from yiwang.work.workflows.queries import facts as of_runs
from yiwang.work.workflows.queries.away import time_outside
from yiwang.work.workflows.queries.ways import Ways, ways

RUN = OuterRef("run_id")
OWN = OuterRef("pk")
FREE = Choice(When(cost__isnull=False, then=ExpressionWrapper(Q(cost=0), BooleanField())))


def case_facts(case_ids: Collection[int]) -> QuerySet[Any, Any]:
    """The facts of these cases; parts of a case have none of their own. Moments in UTC."""
    way, replies = ways(), Reply.objects.filter(case=OWN)
    last = Rating.objects.filter(case=OWN).order_by("-id").values("grade")[:1]
    merged = Merge.objects.filter(member=OWN, unmerged_at=None)
    settled = Mediation.objects.filter(case=OWN, agreed_at__isnull=False)
    taken = ExpressionWrapper(F("agreed_at") - F("case__reported_at"), DurationField())
    outside = settled.annotate(away=time_outside(OuterRef("case__run"), OuterRef("agreed_at")))
    found: QuerySet[Any, Any] = (
        Case.objects.filter(pk__in=case_ids, parent=None)
        .annotate(
            has_reply=Exists(replies),
            is_confidential=Exists(HIDDEN_TYPES.filter(pk=OuterRef("type_id"))),
        )
        .annotate(
            fate=_fate(way),
            has_reporter=_whether(way.has_reporter("run")),
            reach_m=F("type__like_radius_m"),
            is_urgent=_whether(Q(run__urgent_share__isnull=False)),
            replied_at=Subquery(replies.order_by("id").values("at")[:1]),
            grade=Subquery(last),
            late_since=of_runs.late_since(RUN),
            due_at=of_runs.due_of_whole(RUN),
            was_dispatched=of_runs.was_dispatched(RUN),
            was_given_back=of_runs.was_given_back(RUN),
            was_extended=of_runs.was_extended(RUN),
            was_paused=of_runs.was_paused(RUN),
            is_verified=Exists(_records("verified")),
            reworks=_times("sent_to_rework"),
            is_duplicate=Exists(merged),
            is_rating_left_out=_left_out("rating"),
            is_lateness_left_out=_left_out("on_time"),
            is_return_left_out=_left_out("returns"),
            is_dispute=Exists(Mediation.objects.filter(case=OWN)),
            settled_in=Subquery(settled.annotate(taken=taken).values("taken")[:1]),
            settled_outside=Subquery(outside.values("away")[:1]),
            settled_free=Subquery(settled.annotate(free=FREE).values("free")[:1]),
        )
        .values(*FIELDS)
    )
    return found


FIELDS = (
    "id",
    "type_id",
    "area_id",
    "nature",
    "channel",
    "lng",
    "lat",
    "reach_m",
    "reported_at",
    "closed_at",
    "reopened_times",
    "is_confidential",
    "fate",
    "has_reporter",
    "is_urgent",
    "replied_at",
    "grade",
    "late_since",
    "due_at",
    "was_dispatched",
    "was_given_back",
    "was_extended",
    "was_paused",
    "is_verified",
    "reworks",
    "is_duplicate",
    "is_rating_left_out",
    "is_lateness_left_out",
    "is_return_left_out",
    "is_dispute",
    "settled_in",
    "settled_outside",
    "settled_free",
)


def places_of(case_ids: Collection[int]) -> QuerySet[Any, Any]:
    """Case and area, once for every net in which a case lies."""
    placed = Placement.objects.filter(case__in=case_ids)
    return placed.order_by().values("case_id", "area_id")


def is_any_reported() -> bool:
    return Case.objects.exists()


def points_of(case_ids: Collection[int]) -> QuerySet[Any, Any]:
    """Case, latitude and longitude (WGS-84) of those of these that have a point."""
    placed = Case.objects.filter(pk__in=case_ids, lat__isnull=False)
    return placed.order_by().values_list("pk", "lat", "lng")


def types_as_counted() -> list[tuple[int, bool, int]]:
    """Every type: id, whether its cases are confidential, how far a place is the same (metres)."""
    hidden = ExpressionWrapper(Q(pk__in=HIDDEN_TYPES.values("pk")), output_field=BooleanField())
    return list(CaseType.objects.values_list("pk", hidden, "like_radius_m"))


def _fate(way: Ways) -> Choice:
    """What became of it, as a word. It is taken on once triage has given it a nature; where nothing
    is given one, as soon as it has moved, unless it was declined."""
    is_other = way.goes_without_nature("run")
    closed, accepted = Q(is_open=False), ~Q(nature="") | is_other
    declined = Exists(_records("declined")) & Q(reopened_times=0)
    ended = (
        When(closed & (Q(run__outcome="withdrawn") | Q(run=None)), then=Value("withdrawn")),
        When(closed & Q(run__outcome="void"), then=Value("voided")),
        When(is_other & (Q(run__outcome="declined") | declined), then=Value("declined")),
        When(is_other & closed & Q(run__outcome="other"), then=Value("withdrawn")),
        When(way.stands_at_the_start("run"), then=Value("waiting")),
        When(~accepted & Q(has_reply=True), then=Value("declined")),
        When(~accepted, then=Value("waiting")),
        When(Q(is_open=True, run__deferred_until__isnull=False), then=Value("deferred")),
        When(Q(is_open=True), then=Value("open")),
        When(run__outcome__in=sorted(SOLVED_OUTCOMES), then=Value("solved")),
    )
    return Choice(*ended, default=Value("dissatisfied"), output_field=CharField())


def _left_out(count: str) -> Exists:
    return Exists(of_runs.left_out_of(count).filter(run=RUN))


def _records(past: str) -> QuerySet[Any, Any]:
    return records_named(f"{SUBJECT}.{past}", SUBJECT).filter(subject_id=OWN)


def _times(past: str) -> Subquery:
    counted = _records(past).order_by().values("subject_id").annotate(n=Count("pk"))
    return Subquery(counted.values("n"))


def _whether(condition: Q) -> Any:  # Any: the stubs take no condition as an expression
    return ExpressionWrapper(condition, output_field=BooleanField())
