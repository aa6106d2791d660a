"""Numbers and days as browsers send them; what is none is 0, or no day."""

from datetime import date


def number_of(text: str) -> int:
    """A small whole number; 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def day_of(text: str) -> date | None:
    """A day as a date field sends it; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
