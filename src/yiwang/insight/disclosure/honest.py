"""Five honest figures of twelve closed months, each with the two numbers it was made of, what
stands beside it, and nothing of those types that are confidential.

A rate needs a denominator of thirty; a count below ten is withheld with those that would tell it.
A figure that differs from the one published before by fewer than ten in any of its numbers stays as
it was: the difference would be a count of its own (privacy.md 20 to 22, 25).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.insight.disclosure.tables import LEAST
from yiwang.insight.measures.counts import BY_NAME
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.queries import counts_of
from yiwang.insight.measures.subjects import Subject
from yiwang.insight.measures.suppression import hidden, tells_missing_ratings

RATE_LEAST = 30
PERCENT, DAYS = "percent", "days"
SECONDS_A_DAY = 86_400
DISPUTES = {  # as published figures call them: the count
    "settled": "disputes_settled",
    "went_outside": "disputes_outside",
    "unsettled": "disputes_unsettled",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """How one of the figures is counted. `beside` names counts shown with it."""

    name: Sentence
    numerator: str
    denominator: str
    meaning: Sentence
    beside: tuple[str, ...] = ()
    unit: str = PERCENT


KINDS = {
    "resolution_rate": Kind(
        _("Resolution rate"),
        "solved",
        "accepted",
        _("Cases solved, checked and answered, out of all cases accepted in the period."),
        ("open", "deferred", "closed_dissatisfied", "declined", "waiting", "withdrawn", "voided"),
    ),
    "on_time_rate": Kind(
        _("On-time rate"),
        "in_time",
        "timed",
        _("Cases ended without anybody over a limit, out of those ended and those overdue now."),
        ("extended", "paused", "late_left_out"),
    ),
    "satisfaction_rate": Kind(
        _("Satisfaction rate"),
        "satisfied",
        "rated",
        _("Last ratings of three and more of five, out of all ratings given by reporters."),
        ("unanswered", "ratings_left_out"),
    ),
    "return_rate": Kind(
        _("Return rate"),
        "returned",
        "dispatched",
        _("Cases that a department gave back, out of all given to departments."),
        ("returns_left_out",),
    ),
    "days_to_settle": Kind(
        _("Days to settle a dispute"),
        "settling_days",
        "settled",
        _("Days from the report of a dispute to its agreement, on average."),
        ("went_outside", "unsettled"),
        DAYS,
    ),
}
LABELS: dict[str, Sentence] = {
    "open": _("Still open"),
    "deferred": _("Of these set aside until a day"),
    "closed_dissatisfied": _("Closed, the reporter dissatisfied"),
    "declined": _("Not taken up, with an answer why"),
    "waiting": _("Waiting to be taken in"),
    "withdrawn": _("Withdrawn by the reporter"),
    "voided": _("Void, for a reason stated by one office and checked by another"),
    "unanswered": _("Closed without a rating"),
    "ratings_left_out": _("Ratings left out after an appeal, for a stated reason"),
    "extended": _("Of these given more time"),
    "paused": _("Of these with a time that did not count"),
    "late_left_out": _("Lateness left out after an appeal, for a stated reason"),
    "returns_left_out": _("Returns left out after an appeal, for a stated reason"),
    "went_outside": _("Of these with a court or an arbitrator in between"),
    "unsettled": _("Closed without an agreement"),
}


@dataclass(frozen=True, slots=True)
class Honest:
    """One figure as it was published. A count beside it that is withheld is None."""

    key: str
    numerator: int
    denominator: int
    beside: dict[str, int | None]

    @property
    def kind(self) -> Kind:
        return KINDS[self.key]

    @property
    def value(self) -> Decimal:
        """Percent with two decimals, or days with one; half up."""
        scale, places = (100, "0.01") if self.kind.unit == PERCENT else (1, "0.1")
        share = Decimal(self.numerator) * scale / Decimal(self.denominator)
        return share.quantize(Decimal(places), ROUND_HALF_UP)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def counted(days: Days, before: Sequence[Honest] = ()) -> list[Honest]:
    """The figures of some days that may be published, after those published before."""
    numbers = numbers_of(days)
    former = {each.key: each for each in before}
    found = [_figure(key, kind, numbers) for key, kind in KINDS.items()]
    kept = [
        former[each.key] if each.key in former and _is_near(each, former[each.key]) else each
        for each in found
        if each.denominator >= RATE_LEAST
    ]
    shown = {each.key: each for each in kept}
    if {"resolution_rate", "satisfaction_rate"} <= shown.keys():
        missing = numbers["unanswered"] + numbers["ratings_left_out"]
        if tells_missing_ratings(numbers["solved"], numbers["accepted"], missing):
            del shown["satisfaction_rate"]
    return list(shown.values())


def numbers_of(days: Days) -> dict[str, int]:
    """Every count that a figure uses, from the facts of what is not confidential."""
    used = {name for each in KINDS.values() for name in (each.numerator, each.denominator)}
    used |= {name for each in KINDS.values() for name in each.beside}
    names = sorted({*(used & BY_NAME.keys()), "late", "settling_seconds", *DISPUTES.values()})
    found = {name: n or 0 for name, n in counts_of(names, Subject.whole(), days).items()}
    return found | {
        "timed": found["in_time"] + found["late"],
        "settling_days": round(found["settling_seconds"] / SECONDS_A_DAY),
        **{name: found[count] for name, count in DISPUTES.items()},
    }


def _figure(key: str, kind: Kind, numbers: Mapping[str, int]) -> Honest:
    withheld = hidden({name: numbers[name] for each in KINDS.values() for name in each.beside})
    return Honest(
        key,
        numbers[kind.numerator],
        numbers[kind.denominator],
        {name: None if name in withheld else numbers[name] for name in kind.beside},
    )


def _is_near(new: Honest, former: Honest) -> bool:
    pairs: list[tuple[int | None, int | None]]
    pairs = [(new.numerator, former.numerator), (new.denominator, former.denominator)]
    pairs += [(new.beside[name], former.beside.get(name)) for name in new.beside]
    return any(
        now is not None and then is not None and 0 < abs(now - then) < LEAST for now, then in pairs
    )
