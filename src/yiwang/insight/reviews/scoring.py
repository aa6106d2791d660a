"""From answers to points, from values to a card: plain arithmetic, every addend kept.

Points run from 0 to 100. A form: Σ weight · mean of the question ÷ Σ weight, over questions with
grades or yes and no. A card: Σ weight · points ÷ Σ weight, over the lines that have a value and are
not left out. Rounded half up, to one decimal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from yiwang.insight.reviews.definition import Question, ReviewScheme

HUNDRED = Decimal(100)
YES, NO = 1, 0
Counts = Mapping[tuple[str, int], int]  # question and value -> how many gave it


@dataclass(frozen=True, slots=True)
class Addend:
    """One part of a sum: what it is, its weight, its points."""

    key: str
    weight: Decimal
    points: Decimal | None

    @property
    def product(self) -> Decimal | None:
        return None if self.points is None else tenth(self.weight * self.points)


def tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def values_of(question: Question) -> range:
    """What may be answered, as numbers: grades from 1 to 5, yes 1 and no 0."""
    if question.kind == "text":
        return range(0)
    return range(1, 6) if question.kind == "grade" else range(2)


def points_of(question: Question, value: int, scheme: ReviewScheme) -> Decimal:
    if question.kind == "yes_no":
        return HUNDRED if value == YES else Decimal(0)
    return Decimal(scheme.points[value - 1])


def form_addends(
    scheme: ReviewScheme, questions: Sequence[Question], counts: Counts
) -> list[Addend]:
    """The mean of each question that counts."""
    found = []
    for question in questions:
        given = {value: counts.get((question.key, value), 0) for value in values_of(question)}
        if not given:
            continue
        number = sum(given.values())
        total = sum(
            (points_of(question, value, scheme) * many for value, many in given.items()), Decimal(0)
        )
        found.append(
            Addend(question.key, question.weight, tenth(total / number) if number else None)
        )
    return found


def weighted(addends: Iterable[Addend]) -> Decimal | None:
    """Their weighted mean, over those that have points; None where none has."""
    counted = [each for each in addends if each.points is not None]
    weight = sum((each.weight for each in counted), Decimal(0))
    if not weight:
        return None
    total = sum((each.weight * (each.points or Decimal(0)) for each in counted), Decimal(0))
    return tenth(total / weight)


def line_points(value: Decimal | None, zero: Decimal, full: Decimal) -> Decimal | None:
    """Straight from `zero` (0 points) to `full` (100), and not beyond either."""
    if value is None:
        return None
    share = (value - zero) / (full - zero)
    return tenth(min(max(share, Decimal(0)), Decimal(1)) * HUNDRED)


def counts_in(answers: Iterable[Mapping[str, int]]) -> dict[tuple[str, int], int]:
    """The same counts from answers that are kept one by one, as named ones are."""
    found: dict[tuple[str, int], int] = {}
    for answer in answers:
        for key, value in answer.items():
            found[key, int(value)] = found.get((key, int(value)), 0) + 1
    return found
