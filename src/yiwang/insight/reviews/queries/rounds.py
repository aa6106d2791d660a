"""Rounds with their share of answers; what somebody is asked to give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from django.db.models import Count, Q, QuerySet

from yiwang.foundation.refusals import NotFound
from yiwang.insight.reviews.actions.close_round import NO_ROUND
from yiwang.insight.reviews.definition import ReviewScheme
from yiwang.insight.reviews.models import Asked, Reviewed, Round
from yiwang.insight.reviews.policies import NO_RESULT
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import Subject, key_of, subjects_of
from yiwang.structure.posts.powers import REVIEW
from yiwang.structure.posts.queries import (
    active_appointments,
    areas_in_reach,
    organizations_of,
)

MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class ToGive:
    """A review that somebody is asked for."""

    asked: Asked
    of: Round
    scheme: ReviewScheme
    subject: Subject


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those asked have answered."""

    asked: int
    answered: int

    @property
    def percent(self) -> Decimal | None:
        """Whole numbers, but never 0 where somebody answered nor 100 where somebody did not."""
        if not self.asked:
            return None
        exact = Decimal(self.answered * 100) / self.asked
        whole = exact.quantize(Decimal(1), ROUND_HALF_EVEN)
        is_misleading = whole in (0, 100) and whole != exact
        return exact.quantize(Decimal("0.1"), ROUND_HALF_EVEN) if is_misleading else whole

    @property
    def missing(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round as the list shows it."""

    of: Round
    reviewed: int
    share: Share


def asked_of(account_id: int, on: date) -> QuerySet[Asked]:
    """What is asked of an account at the posts it holds on a day, in rounds that are open."""
    mine = active_appointments(on).filter(account=account_id).values("pk")
    bodies = organizations_of(account_id, on)
    return Asked.objects.filter(
        Q(appointment__in=mine) | Q(organization__in=bodies), reviewed__round__closed_at=None
    )


def reviews_to_give(account_id: int, on: date) -> list[ToGive]:
    """Those not given yet, the next to close first."""
    rows = asked_of(account_id, on).filter(is_answered=False)
    found = rows.select_related("reviewed__round__version", "reviewed__round__scheme")
    return as_to_give(list(found.order_by("reviewed__round__closes_on", "reviewed_id", "id")[:500]))


def number_given(account_id: int, on: date) -> int:
    return asked_of(account_id, on).filter(is_answered=True).count()


def as_to_give(rows: Sequence[Asked]) -> list[ToGive]:
    """Ready to be shown, in at most three queries more."""
    subjects = subjects_of(row.reviewed for row in rows)
    return [
        ToGive(
            row, row.reviewed.round, review_of(row.reviewed.round), subjects[key_of(row.reviewed)]
        )
        for row in rows
    ]


def rounds() -> list[RoundLine]:
    """Every round, the latest first, in three queries."""
    rows = Round.objects.select_related("scheme", "version").order_by("-since", "-id")
    found = list(rows[:200])
    ids = [each.pk for each in found]
    reviewed = dict(
        Reviewed.objects.filter(round__in=ids)
        .order_by()
        .values_list("round")
        .annotate(number=Count("pk"))
    )
    shares = shares_by("reviewed__round", Asked.objects.filter(reviewed__round__in=ids))
    return [
        RoundLine(each, reviewed.get(each.pk, 0), shares.get(each.pk, Share(0, 0)))
        for each in found
    ]


def line_of_round(of: Round) -> RoundLine:
    """One round with its numbers."""
    shares = shares_by("reviewed__round", Asked.objects.filter(reviewed__round=of))
    number = Reviewed.objects.filter(round=of).count()
    return RoundLine(of, number, shares.get(of.pk, Share(0, 0)))


def reviewed_in(round_id: int, account_id: int, on: date) -> list[tuple[Reviewed, Subject, Share]]:
    """The bodies and areas of a round where the account organizes, each with its share of answers;
    appointments are never listed."""
    areas = areas_in_reach(account_id, REVIEW, on)
    rows = Reviewed.objects.filter(
        Q(organization__area__in=areas) | Q(area__in=areas), round=round_id, appointment=None
    )
    found = list(rows.select_related("round__version").order_by("id")[:MOST_LISTED])
    subjects = subjects_of(found)
    shares = shares_by("reviewed", Asked.objects.filter(reviewed__in=found))
    return [(row, subjects[key_of(row)], shares.get(row.pk, Share(0, 0))) for row in found]


def shares_by(name: str, rows: QuerySet[Asked]) -> dict[int, Share]:
    """The share of answers by a column of what is asked, in one query."""
    counted = rows.order_by().values(name)
    given = Count("pk", filter=Q(is_answered=True))
    return {
        row[name]: Share(row["all"], row["given"])
        for row in counted.annotate(all=Count("pk"), given=given)
    }


def round_by_id(round_id: int) -> Round:
    """NotFound where there is none."""
    found = Round.objects.select_related("scheme", "version").filter(pk=round_id).first()
    if found is None:
        raise NotFound(NO_ROUND)
    return found


def reviewed_by_id(reviewed_id: int) -> Reviewed:
    """NotFound where there is none."""
    rows = Reviewed.objects.select_related("round__version", "round__scheme")
    found = rows.filter(pk=reviewed_id).first()
    if found is None:
        raise NotFound(NO_RESULT)
    return found


def open_for_residents(area_id: int) -> list[tuple[Reviewed, ReviewScheme, Subject]]:
    """The questionnaires that residents of an area may answer now: about the area, and about the
    posts that stand there."""
    here = Q(area=area_id) | Q(appointment__post__area=area_id)
    rows = Reviewed.objects.filter(here | Q(organization__area=area_id), round__closed_at=None)
    found = list(rows.select_related("round__version", "round__scheme").order_by("id"))
    asking = [row for row in found if review_of(row.round).residents]
    subjects = subjects_of(asking)
    return [(row, review_of(row.round), subjects[key_of(row)]) for row in asking]
