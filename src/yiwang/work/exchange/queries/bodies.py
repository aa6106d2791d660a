"""What bodies took on and what came of it, in numbers: their own claims, and those of volunteers
who come from them, of whom nobody can be told apart."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from yiwang.structure.posts.queries.active import appointments_from
from yiwang.work.exchange.models import Claim
from yiwang.work.exchange.states import TAKING_PLACES, ClaimState

FEWEST = 10  # of volunteers from one body, so that a number tells of none of them


@dataclass(frozen=True, slots=True)
class Served:
    """Of one body. What volunteers did is None where they are fewer than ten, and not none."""

    claims: int = 0
    confirmed: int = 0
    hours: Decimal = Decimal(0)
    volunteers: int | None = 0
    served: int | None = 0
    served_hours: Decimal | None = Decimal(0)


def served_by_bodies(body_ids: Collection[int], since: date, until: date) -> dict[int, Served]:
    """By body, of claims asked for in these days; the last one counts. Three statements."""
    claims = Claim.objects.filter(asked_at__date__range=(since, until))
    own = _summed(claims.filter(organization__in=body_ids), "organization")
    come = appointments_from(body_ids, until)
    people = dict(come.values_list("home").annotate(n=Count("account", distinct=True)))
    theirs = _summed(claims.filter(volunteer__in=come.values("pk")), "volunteer__home")
    return {
        body: _served(own.get(body), people.get(body, 0), theirs.get(body)) for body in body_ids
    }


_Sums = tuple[int, int, Decimal]


def _summed(claims: QuerySet[Claim], by: str) -> dict[int, _Sums]:
    confirmed = Q(state=ClaimState.CONFIRMED)
    rows: Iterable[tuple[int, int, int, Decimal | None]] = (
        claims.order_by()
        .values(by)
        .annotate(
            taken=Count("pk", filter=Q(state__in=TAKING_PLACES)),
            done=Count("pk", filter=confirmed),
            spent=Sum("hours", filter=confirmed),
        )
        .values_list(by, "taken", "done", "spent")
    )
    return {body: (taken, done, spent or Decimal(0)) for body, taken, done, spent in rows}


def _served(own: _Sums | None, people: int, theirs: _Sums | None) -> Served:
    claims, confirmed, hours = own or (0, 0, Decimal(0))
    if 0 < people < FEWEST:
        return Served(claims, confirmed, hours, None, None, None)
    _taken, served, served_hours = theirs or (0, 0, Decimal(0))
    return Served(claims, confirmed, hours, people, served, served_hours)
