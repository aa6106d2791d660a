"""What can be entered into the ledger of a fund: amounts in yuan and fen, above nought."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal, Sentence
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.models.kind import PROJECT
from yiwang.work.exchange.writing import MOST_YUAN, fault_of_words

FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Gift:
    """`donor_id` is a body of the installation, `outside` the name of one that is not; neither: a
    person, who is not named."""

    amount: Decimal
    on: date
    words: str
    form: UUID
    donor_id: int | None = None
    outside: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """`is_back`: what of a grant was not needed returns to the fund."""

    card_id: int
    amount: Decimal
    on: date
    words: str
    form: UUID
    is_back: bool = False


class NotEnough(Refusal):
    """The fund does not hold so much."""

    code = "not_enough_money"

    def __init__(self, balance: Decimal) -> None:
        said = _("The fund holds %(balance)s yuan. Ask for less, or wait for a gift.")
        super().__init__(said % {"balance": f"{balance:,.2f}"})


def faults_of_line(amount: Decimal, words: str, on: date, today: date) -> dict[str, Sentence]:
    """Each field of a line of the ledger that cannot be used."""
    faults: dict[str, Sentence] = {}
    if not 0 < amount < MOST_YUAN or amount != amount.quantize(FEN):
        faults["amount"] = _("Say the yuan, more than nought, with two digits of fen at most.")
    if not words.strip():
        faults["words"] = _("Say in a sentence what it is for: everybody reads the ledger.")
    elif fault := fault_of_words(words, 300):
        faults["words"] = fault
    if on > today:
        faults["on"] = _("This day has not come yet. Enter it when it has.")
    return faults


def faults_of_gift(gift: Gift, today: date) -> dict[str, Sentence]:
    """Each field that cannot be used."""
    faults = faults_of_line(gift.amount, gift.words, gift.on, today)
    if gift.donor_id and gift.outside.strip():
        faults["outside"] = _("Choose a body or write a name, not both.")
    elif fault := fault_of_words(gift.outside, 120):
        faults["outside"] = fault
    return faults


def faults_of_payment(payment: Payment, today: date) -> dict[str, Sentence]:
    """Each field that cannot be used."""
    faults = faults_of_line(payment.amount, payment.words, payment.on, today)
    if not Card.objects.filter(pk=payment.card_id, kind__side=PROJECT).exists():
        faults["card"] = _("Choose a project: a fund pays for nothing else.")
    return faults
