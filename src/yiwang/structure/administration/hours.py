"""Working hours as people write them in a cell: 08:30-12:00 13:30-17:30."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def written_spans(text: str) -> list[list[str]]:
    """The hours of a cell as calendars write them: `[["08:30", "12:00"], …]`."""
    parts = text.replace("–", "-").replace("—", "-").replace("：", ":").replace("、", " ").split()
    return [part.split("-") for part in parts]


def said_spans(spans: Iterable[Iterable[str]]) -> str:
    """The same as a cell."""
    return " ".join("-".join(span) for span in spans)


def not_hours(fault: ValueError) -> str:
    """What is wrong with a cell, and how to write it."""
    said = _("Write hours like 08:30-12:00 13:00-17:00, in order: not “%(fault)s”.")
    return said % {"fault": fault}
