"""Funds, their ledgers as everybody reads them, and what a project was granted."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Case, DecimalField, F, Q, QuerySet, Sum, When

from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.powers import APPROVE_GRANTS, KEEP_FUNDS
from yiwang.structure.posts.queries import reaches
from yiwang.structure.territory.queries import ids_below
from yiwang.work.exchange.models import Card, Fund, FundEntry
from yiwang.work.exchange.models.fund import BACK, GIFT, GRANT
from yiwang.work.exchange.models.kind import PROJECT
from yiwang.work.exchange.policies import NO_FUND
from yiwang.work.exchange.states import CardState

NOUGHT = Decimal(0)


def funds() -> list[Fund]:
    """All of them, by name."""
    return list(
        Fund.objects.select_related("organization", "area").defer("area__geometry").order_by("name")
    )


def fund_called(code: str) -> Fund:
    """NotFound for none."""
    found = Fund.objects.select_related("organization", "area").filter(code=code).first()
    if found is None:
        raise NotFound(NO_FUND)
    return found


def ledger(fund_id: int) -> QuerySet[FundEntry]:
    """What counts, the latest first; grants that wait or were declined are not in it."""
    found = FundEntry.objects.filter(fund=fund_id, is_approved=True)
    related = ("donor", "card", "undoes", "undone_by")
    return found.select_related(*related).order_by("-on", "-pk")


def waiting_grants(fund_id: int) -> list[FundEntry]:
    """Those a second person has to decide on, the oldest first."""
    found = FundEntry.objects.filter(fund=fund_id, is_approved=False, declined_because="")
    return list(found.select_related("card").order_by("pk"))


def totals(fund_id: int) -> dict[str, Decimal]:
    """In yuan: what was given, and what went to projects; without what was entered back."""
    counting = FundEntry.objects.filter(fund=fund_id, is_approved=True, undone_by=None)
    found = counting.aggregate(
        given=Sum("amount", filter=Q(kind=GIFT)),
        spent=Sum(_signed(), filter=Q(kind__in=[GRANT, BACK])),
    )
    return {name: found[name] or NOUGHT for name in ("given", "spent")}


def granted(card_id: int, fund_id: int | None = None) -> Decimal:
    """What a project was granted and has not paid back, in yuan."""
    counting = FundEntry.objects.filter(card=card_id, is_approved=True, undone_by=None)
    if fund_id is not None:
        counting = counting.filter(fund=fund_id)
    return counting.aggregate(total=Sum(_signed()))["total"] or NOUGHT


def granted_each(card_ids: Collection[int]) -> dict[int, Decimal]:
    """The same by the id of each project that was granted anything; one query."""
    counting = FundEntry.objects.filter(card__in=card_ids, is_approved=True, undone_by=None)
    rows = counting.order_by().values_list("card").annotate(total=Sum(_signed()))
    return {card_id: total for card_id, total in rows if total}


def projects_to_pay(fund: Fund) -> list[Card]:
    """The open projects of the fund's area, which it may pay for."""
    inside = Q(area__in=ids_below([fund.area_id]))
    found = Card.objects.filter(inside, kind__side=PROJECT, state=CardState.OPEN)
    return list(found.order_by("title"))


def funds_kept_by(account_id: int, on: date) -> QuerySet[Fund]:
    """Those this account keeps or approves grants of."""
    keeps = reaches(account_id, KEEP_FUNDS, on)
    approves = reaches(account_id, APPROVE_GRANTS, on)
    found = Fund.objects.filter(keeps | approves)
    return found.select_related("organization", "area").defer("area__geometry").order_by("name")


def _signed() -> Case:
    return Case(
        When(kind=BACK, then=-F("amount")),
        default=F("amount"),
        output_field=DecimalField(max_digits=14, decimal_places=2),
    )
