"""Counting cases one by one, as they stand: what counting from facts has to say too.

A case counts in the period in which it was reported. `accepted`: triage gave it a nature, so it was
taken on rather than declined; where a workflow gives none, it has moved and was not declined.
`solved`: accepted, verified and closed, unless the reporter closed it dissatisfied. A rating is the
last one of its case; grades 3 to 5 are satisfied (the five grades of the service rating:
practice.md C.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from yiwang.foundation.records.models import Record
from yiwang.work.cases.models import Case, Rating, Reply
from yiwang.work.cases.outcomes import SATISFIED_FROM, SOLVED_OUTCOMES
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.queries.facts import left_out_of

Cases = QuerySet[Case]
FATE = (
    *("version", "step", "outcome", "is_open", "is_deferred", "has_nature", "has_reply"),
    *("was_declined", "reopened_times"),
)
LEFT_OUT = Q(run__in=left_out_of("rating"))  # after an appeal; the rating itself stays
GRADED = {  # what a count asks of the last rating
    "rated": Q(grade__isnull=False) & ~LEFT_OUT,
    "satisfied": Q(grade__gte=SATISFIED_FROM) & ~LEFT_OUT,
    "unanswered": Q(grade__isnull=True),
    "ratings_left_out": Q(grade__isnull=False) & LEFT_OUT,
}
SET_ASIDE = Q(run__deferred_until__isnull=False)
DECLINED = Record.objects.filter(
    name="cases.case.declined", subject="cases.case", subject_id=OuterRef("pk")
)
OUT_OF_RATES = {"withdrawn": "withdrawn", "void": "voided"}


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment (included) to a moment (excluded)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one period and territory."""

    reported: int = 0
    waiting: int = 0  # not triaged yet
    declined: int = 0
    accepted: int = 0
    open: int = 0  # accepted, not closed
    deferred: int = 0  # of the open ones: set aside until a day, with approval
    solved: int = 0
    closed_dissatisfied: int = 0
    withdrawn: int = 0
    voided: int = 0  # ended with a reason and by a second person: in no rate
    rated: int = 0  # of the solved and the dissatisfied
    satisfied: int = 0
    unanswered: int = 0  # closed without a rating
    ratings_left_out: int = 0  # rated, and left out after an appeal


def tally(period: Period, *, cases: Cases | None = None) -> Tally:
    """Count the cases reported in the period; `cases` narrows them (an area, a policy)."""
    chosen = (Case.objects.all() if cases is None else cases).filter(
        reported_at__gte=period.start,
        reported_at__lt=period.end,
        parent=None,  # what a case was split into is not counted beside it
    )
    groups = (
        _with_fate(chosen)
        .values(*FATE)
        .annotate(
            cases=Count("pk"),
            rated=Count("pk", filter=GRADED["rated"]),
            satisfied=Count("pk", filter=GRADED["satisfied"]),
            ratings_left_out=Count("pk", filter=GRADED["ratings_left_out"]),
        )
    )
    counts = dict.fromkeys((field.name for field in fields(Tally)), 0)
    for group in groups:
        _add(counts, group)
    return Tally(**counts)


def _with_fate(cases: Cases) -> Cases:
    """The cases with what decides in which counts they are."""
    last = Rating.objects.filter(case=OuterRef("pk")).order_by("-id").values("grade")[:1]
    return (
        cases.annotate(grade=Subquery(last), version=F("run__version_id"), step=F("run__step"))
        .annotate(has_reply=Exists(Reply.objects.filter(case=OuterRef("pk"))))
        .annotate(outcome=F("run__outcome"), is_deferred=_whether(SET_ASIDE))
        .annotate(has_nature=_whether(~Q(nature="")), was_declined=Exists(DECLINED))
    )


def _whether(condition: Q) -> Any:  # Any: the stubs take no condition as an expression
    return ExpressionWrapper(condition, output_field=BooleanField())


def _add(counts: dict[str, int], group: Mapping[str, object]) -> None:
    number = int(str(group["cases"]))
    counts["reported"] += number
    for name in _names(group):
        counts[name] += number
    if _may_be_rated(group):
        counts["rated"] += int(str(group["rated"]))
        counts["satisfied"] += int(str(group["satisfied"]))
        counts["ratings_left_out"] += int(str(group["ratings_left_out"]))
        if not group["is_open"] and _definition(group).reporter:
            graded = int(str(group["rated"])) + int(str(group["ratings_left_out"]))
            counts["unanswered"] += number - graded


def _may_be_rated(group: Mapping[str, object]) -> bool:
    """Nobody is asked about what was declined, withdrawn or void."""
    return "accepted" in _names(group)


def _names(group: Mapping[str, object]) -> list[str]:
    """Which counts a group of cases with the same fate belongs to."""
    outcome = _outcome(group)
    if outcome in OUT_OF_RATES:
        return [OUT_OF_RATES[outcome]]
    if not_taken_on := _not_taken_on(group):
        return [not_taken_on]
    if group["is_open"]:
        return ["accepted", "open", *(["deferred"] if group["is_deferred"] else [])]
    if outcome in SOLVED_OUTCOMES:
        return ["accepted", "solved"]
    return ["accepted", "closed_dissatisfied"]


def _not_taken_on(group: Mapping[str, object]) -> str:
    """What became of it instead; empty if it was taken on."""
    if group["version"] is None or _gives_natures(_definition(group)):
        taken_on = bool(group["has_nature"])
        return "" if taken_on else "declined" if group["has_reply"] else "waiting"
    if group["outcome"] == "declined" or (group["was_declined"] and not group["reopened_times"]):
        return "declined"
    if group["outcome"] == "other":
        return "withdrawn"
    return "waiting" if group["step"] == _definition(group).start else ""


def _definition(group: Mapping[str, object]) -> Definition:
    return definition_of_version(int(str(group["version"])))


def _gives_natures(definition: Definition) -> bool:
    return any(
        step.triage or "nature" in action.needs or "nature" in ACTS[action.act].needs
        for step in definition.steps.values()
        for action in step.actions
    )


def _outcome(group: Mapping[str, object]) -> str | None:
    """How the run ended, by its own version of the workflow; None while it is open. What was
    closed without ever having moved is taken back."""
    if group["is_open"]:
        return None
    if group["version"] is None:
        return "withdrawn"
    if group["outcome"] == "void":  # in any step
        return "void"
    step = definition_of_version(int(str(group["version"]))).steps.get(str(group["step"]))
    return step.outcome if step is not None and step.kind == "end" else "withdrawn"
