"""Funds, their ledgers as everybody reads them, and what a project was granted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, F, Q, QuerySet, Sum, When

from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.powers import APPROVE_GRANTS, KEEP_FUNDS
from yiwang.structure.posts.queries import capacity_with, reaches
from yiwang.structure.territory.queries import ids_below
from yiwang.work.exchange.models import Card, Fund, FundEntry
from yiwang.work.exchange.models.fund import BACK, GIFT, GRANT, UNDO
from yiwang.work.exchange.models.kind import PROJECT
from yiwang.work.exchange.policies import NO_ENTRY, NO_FUND
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


def funds_with_waiting(fund_ids: Collection[int]) -> dict[int, int]:
    """How many grants of each wait for a second person; one query."""
    found = FundEntry.objects.filter(fund__in=fund_ids, is_approved=False, declined_because="")
    return dict(found.order_by().values_list("fund").annotate(number=Count("pk")))


def keeps_and_approves(fund: Fund, account_id: int, on: date) -> tuple[bool, bool]:
    """Whether this account keeps the fund, and whether it approves its grants."""
    powers = (KEEP_FUNDS, APPROVE_GRANTS)
    keeps, approves = (capacity_with(account_id, each, fund.area_id, on) for each in powers)
    return keeps is not None, approves is not None


def fund_of_entry(entry_id: int) -> Fund:
    """The fund of a line. NotFound for none."""
    found = FundEntry.objects.select_related("fund__organization", "fund__area")
    entry = found.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(NO_ENTRY)
    return entry.fund


def entry_to_undo(entry_id: int) -> FundEntry:
    """A line that can be entered back, with its fund. NotFound for none."""
    found = FundEntry.objects.exclude(kind=UNDO).select_related("fund", "card", "donor")
    entry = found.filter(pk=entry_id, is_approved=True).first()
    if entry is None:
        raise NotFound(NO_ENTRY)
    return entry


def donors_of(fund_id: int) -> list[tuple[str, Decimal]]:
    """The bodies that gave, by name, and how much in all; persons, who are not named, are last and
    have no name."""
    found = FundEntry.objects.filter(fund=fund_id, kind=GIFT, undone_by=None)
    rows = found.order_by().values_list("donor__name", "donor_outside").annotate(Sum("amount"))
    by_name: dict[str, Decimal] = {}
    for body, outside, amount in rows:
        name = body or outside
        by_name[name] = by_name.get(name, NOUGHT) + amount
    return sorted(by_name.items(), key=lambda each: (not each[0], each[0]))


def paid_by(fund_id: int) -> list[tuple[Card, Decimal]]:
    """The projects that a fund paid for and how much they have kept, by title."""
    counting = FundEntry.objects.filter(
        fund=fund_id, card__isnull=False, is_approved=True, undone_by=None
    )
    rows = counting.order_by().values_list("card").annotate(total=Sum(_signed()))
    kept = {card_id: total for card_id, total in rows if total}
    return [(card, kept[card.pk]) for card in Card.objects.filter(pk__in=kept).order_by("title")]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger as it is published; `signed` is below nought for what left the fund."""

    id: int
    on: date
    kind: str
    signed: Decimal
    words: str
    donor: str
    project: str
    undoes: int | None
    undone_by: int | None


def lines(fund_id: int) -> list[Line]:
    """All that counts, the oldest first."""
    return [_line(each) for each in ledger(fund_id).order_by("on", "pk")]


def _line(entry: FundEntry) -> Line:
    undone = getattr(entry, "undone_by", None)
    return Line(
        id=entry.pk,
        on=entry.on,
        kind=entry.kind,
        signed=entry.amount if entry.comes_in else -entry.amount,
        words=entry.words,
        donor=entry.donor.name if entry.donor else entry.donor_outside,
        project=entry.card.title if entry.card else "",
        undoes=entry.undoes_id,
        undone_by=undone.pk if undone else None,
    )


def _signed() -> Case:
    return Case(
        When(kind=BACK, then=-F("amount")),
        default=F("amount"),
        output_field=DecimalField(max_digits=14, decimal_places=2),
    )
