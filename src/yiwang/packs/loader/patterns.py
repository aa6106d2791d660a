"""Filling the placeholders of patterns, and counting in Chinese."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading

_DIGITS = "零一二三四五六七八九"


class Filling:
    """Fills texts of one pattern; an unknown placeholder becomes one fault, not thousands."""

    def __init__(self, reading: Reading, spot: Spot) -> None:
        self.reading = reading
        self.spot = spot
        self.told: set[str] = set()

    def fill(self, text: str, words: Mapping[str, object]) -> str:
        """The text with its placeholders filled; the text itself when it has unknown ones."""
        try:
            return text.format_map(words)
        except (KeyError, ValueError, IndexError):
            self._tell(text, words)
            return text

    def _tell(self, text: str, words: Mapping[str, object]) -> None:
        if text in self.told:
            return
        self.told.add(text)
        known = ", ".join(f"{{{word}}}" for word in words)
        self.reading.fault(
            self.spot,
            _("“%(text)s” has a placeholder that is not known here; known are: %(known)s.")
            % {"text": text, "known": known},
        )


def ordinal(number: int) -> str:
    """一, 二 … 九十九; from a hundred on in digits, as on door plates."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + ("" if ones == 0 else _DIGITS[ones])
