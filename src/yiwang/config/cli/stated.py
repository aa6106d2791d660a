"""A figure that a locality states, in lines: the same counted here, both numbers in words."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yiwang.insight.measures.indicators import Figure
    from yiwang.packs.stated import Stated

SECONDS_A_DAY = 86_400


def in_lines(each: "Stated") -> str:
    """Four lines: the value, its two numbers in words, what is beside them, what is stated."""
    figure, part = each.figure, each.part
    lines = [f"{figure.indicator.label}: {figure.text}"]
    lines.append("  = " + " / ".join(_sum_in_words(figure, terms) for terms in _both(figure)))
    if figure.indicator.beside:
        beside = ", ".join(_in_words(figure, term) for term in figure.indicator.beside)
        lines.append(f"  beside: {beside}")
    verdict = "equal" if each.is_equal else "differs"
    numbers = [number for number in (part.numerator, part.denominator) if number is not None]
    made = f" = {' / '.join(map(str, numbers))}" if numbers else ""
    lines.append(f"  stated: {part.value}{made} “{part.says}”: {verdict}")
    return "\n".join(lines)


def _both(figure: "Figure") -> Sequence[Sequence[str]]:
    indicator = figure.indicator
    return [terms for terms in (indicator.numerator, indicator.denominator) if terms]


def _sum_in_words(figure: "Figure", terms: Sequence[str]) -> str:
    """The number, and after it what it is the sum of."""
    is_numerator = terms is figure.indicator.numerator
    number = figure.numerator if is_numerator else figure.denominator
    parts = [figure.indicator.word_of(terms[0])] if len(terms) == 1 else []
    parts = parts or [
        ("− " if term.startswith("-") else "") + _in_words(figure, term) for term in terms
    ]
    return f"{_told(terms[0], number)} ({', '.join(parts)})"


def _in_words(figure: "Figure", term: str) -> str:
    count = figure.counts.get(term.removeprefix("-"))
    return f"{figure.indicator.word_of(term)} {'–' if count is None else _told(term, count)}"


def _told(term: str, number: int) -> str:
    """Seconds are told in days."""
    if not term.endswith("_seconds"):
        return f"{number:,}"
    return f"{(Decimal(number) / SECONDS_A_DAY).quantize(Decimal('0.1')):,} d"
