"""A card: lines with their values and points, and the sum with every addend."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from yiwang.foundation.periods import Span
from yiwang.insight.reviews.asking import subject_ids
from yiwang.insight.reviews.definition import CardLine, Scorecard
from yiwang.insight.reviews.models import Scheme
from yiwang.insight.reviews.scoring import Addend, line_points, weighted
from yiwang.insight.reviews.subjects import Key, Subject, named_by, subjects_of
from yiwang.insight.reviews.values import NOTHING, Value, values_for


@dataclass(frozen=True, slots=True)
class Line:
    """An addend of a card. Numbers are text, as they are frozen."""

    key: str
    name: str
    name_en: str
    source: str
    unit: str
    weight: str
    zero: str
    full: str
    since: str
    value: str | None
    points: str | None
    numerator: str = ""
    denominator: str = ""
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def addend(self) -> Addend:
        points = None if self.points is None else Decimal(self.points)
        return Addend(self.key, Decimal(self.weight), points)

    def frozen(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def subjects_of_card(card: Scorecard, on: date) -> list[Subject]:
    """All whom a scorecard is about on a day, in the order of their codes."""
    ids, of = subject_ids(card.subjects, on), card.subjects.of
    found = subjects_of(named_by(of, pk) for pk in ids)
    return [found[of, pk] for pk in ids]


def lines_for(
    scheme: Scheme, card: Scorecard, subjects: Sequence[Subject], span: Span, today: date
) -> dict[Key, list[Line]]:
    """Subject -> its lines; a few queries a line, however many subjects there are."""
    found: dict[Key, list[Line]] = {(each.of, each.id): [] for each in subjects}
    for line in card.lines:
        values = values_for(scheme, line, subjects, span, today)
        for key, lines in found.items():
            lines.append(_line(line, values.get(key, NOTHING)))
    return found


def _line(line: CardLine, value: Value) -> Line:
    return Line(
        key=line.key,
        name=line.name,
        name_en=line.name_en,
        source=line.source,
        unit=line.unit,
        weight=f"{line.weight:f}",
        zero=f"{line.zero:f}",
        full=f"{line.full:f}",
        since=line.since,
        value=_text(value.number),
        points=_text(line_points(value.number, line.zero, line.full)),
        numerator=value.numerator,
        denominator=value.denominator,
        facts=value.facts,
    )


def total(lines: Sequence[Line], left_out: Collection[str] = ()) -> Decimal | None:
    """The points of a card, without the lines that are left out."""
    return weighted(line.addend for line in lines if line.key not in left_out)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
