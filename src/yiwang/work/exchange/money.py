"""What can be entered into the ledger of a fund: amounts in yuan and fen, above nought."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal, Sentence
from yiwang.work.exchange.writing import MOST_YUAN, fault_of_words

FEN = Decimal("0.01")


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
