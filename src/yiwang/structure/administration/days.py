"""Days as lists write them."""

from datetime import date


def day_text(day: date | None) -> str:
    """A day as lists write it; empty for none."""
    return day.isoformat() if day else ""


def read_day(text: str) -> date | None:
    """The day that stands in a list."""
    return date.fromisoformat(text) if text else None
