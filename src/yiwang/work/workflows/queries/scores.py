"""What the sides of whistles said of each other, and what that comes to for each organization.

A pair of scores is shown once both are given or time is up. Means stand beside how many scores
they rest on and how many were never given; nothing here is about a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from yiwang.structure.organizations.queries import names_of
from yiwang.work.workflows.models import Score, Task, Whistle

Ids = QuerySet[Any, int]  # ids of organizations; Any: whatever they are read from


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One side about the other; no grade: it was never given."""

    by: str
    about: str
    grade: int | None
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class WhistleRecord:
    """An organization in whistles: as caller, as called, and what the others said of it.

    `in_time` of `arrivals` came within their limit; `grades` is the sum over `scores`; `not_given`
    counts the scores about it that nobody gave in time.
    """

    organization_id: int
    name: str
    blown: int
    called: int
    arrivals: int
    in_time: int
    grades: int
    scores: int
    not_given: int


def scores_of(whistle_id: int, readers: Ids) -> list[ScoreLine]:
    """The scores of a whistle that one may see who sees what is said of and by `readers`."""
    rows = Score.objects.filter(whistle=whistle_id).select_related("by", "about").order_by("id")
    found = list(rows)
    bodies = {body for row in found for body in (row.by_id, row.about_id)}
    known = set(readers.filter(pk__in=bodies)) if bodies else set()
    return [
        ScoreLine(row.by.name, row.about.name, row.grade, row.reason, row.at)
        for row in found
        if {row.by_id, row.about_id} & known and _is_shown(row, found)
    ]


def records_of_whistles(ids: Ids, now: datetime) -> list[WhistleRecord]:
    """What whistles come to for each of these organizations (ids) that had to do with one."""
    counted: dict[int, dict[str, int]] = {}
    for rows in (
        _as_callers(ids),
        _as_called(ids, now),
        _as_scored(ids),
    ):
        for row in rows:
            counted.setdefault(row.pop("body"), {}).update(row)
    names = names_of(counted)
    return [
        WhistleRecord(body, names[body], *(int(counts.get(name) or 0) for name in _COUNTED))
        for body, counts in sorted(counted.items(), key=lambda item: names[item[0]])
    ]


def scores_between(ids: Ids, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """Organization -> the sum of the grades it was given from `since` until `until` (excluded), and
    how many; only of complete pairs."""
    given = _complete().filter(about__in=ids, state="given", at__gte=since, at__lt=until)
    rows = given.values("about").annotate(grades=Sum("grade"), scores=Count("pk"))
    return {row["about"]: (row["grades"], row["scores"]) for row in rows}


def mean_in_words(record: WhistleRecord) -> str:
    """The mean score with one decimal; empty where there is none."""
    return f"{record.grades / record.scores:.1f}" if record.scores else ""


_COUNTED = ("blown", "called", "arrivals", "in_time", "grades", "scores", "not_given")
Rows = Iterable[Any]  # a mapping of these names and `body` to numbers


def _is_shown(row: Score, scores: list[Score]) -> bool:
    """Whether its pair is complete: the other side's is given too, or never will be."""
    pair = {(row.by_id, row.about_id), (row.about_id, row.by_id)}
    return all(one.state != "asked" for one in scores if (one.by_id, one.about_id) in pair)


def _as_callers(ids: Ids) -> Rows:
    rows = Whistle.objects.filter(caller__in=ids).values(body=F("caller"))
    return list(rows.annotate(blown=Count("pk")))


def _as_called(ids: Ids, now: datetime) -> Rows:
    """Arrivals are those that were due: made, or not made in time; who was let go is left out."""
    arrival, late = Q(clocks__purpose="arrive"), Q(clocks__state="running", clocks__due_at__lt=now)
    due = arrival & (Q(clocks__state__in=["met", "missed"]) | late)
    tasks = Task.objects.filter(role="handler", whistle__isnull=False, organization__in=ids)
    rows = tasks.values(body=F("organization")).annotate(
        called=Count("pk", distinct=True),
        arrivals=Count("pk", filter=due, distinct=True),
        in_time=Count("pk", filter=arrival & Q(clocks__state="met"), distinct=True),
    )
    return list(rows)


def _as_scored(ids: Ids) -> Rows:
    rows = _complete().filter(about__in=ids, state__in=["given", "not_given"])
    shown = rows.values(body=F("about")).annotate(
        grades=Sum("grade"),
        scores=Count("pk", filter=Q(state="given")),
        not_given=Count("pk", filter=Q(state="not_given")),
    )
    return list(shown)


def _complete() -> QuerySet[Score]:
    """Only complete pairs: a sum must not tell what is not shown yet."""
    other = Score.objects.filter(
        whistle=OuterRef("whistle"), by=OuterRef("about"), about=OuterRef("by"), state="asked"
    )
    return Score.objects.filter(~Exists(other))
