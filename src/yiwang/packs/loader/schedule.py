"""Working calendars and the days that differ from their week."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Document, Line, Reading
from yiwang.packs.loader.schema.calendar import CalendarFile, DayLine
from yiwang.packs.pack import CalendarContent


def read_calendars(reading: Reading, paths: Sequence[str], mention: Spot) -> list[CalendarContent]:
    """Every calendar of the pack with its days."""
    found = []
    for path in paths:
        document = reading.toml(path, CalendarFile, mention)
        if document:
            folder = PurePosixPath(path).parent
            days = reading.csv(str(folder / document.value.days), DayLine, document.spot("days"))
            _check(reading, document, days)
            found.append(CalendarContent(document.value, [line.value for line in days]))
    return found


def _check(
    reading: Reading, document: Document[CalendarFile], days: Sequence[Line[DayLine]]
) -> None:
    file = document.value
    seen: dict[object, int] = {}
    for line in days:
        day = line.value.day
        if day in seen:
            words = {"day": day, "line": seen[day]}
            reading.fault(
                line.spot, _("%(day)s is in line %(line)s already: keep one of the two.") % words
            )
        seen.setdefault(day, line.spot.line)
        if not file.announced_from <= day <= file.announced_through:
            words = {"day": day, "from": file.announced_from, "through": file.announced_through}
            reading.fault(
                line.spot,
                _(
                    "%(day)s is outside what is announced (%(from)s to %(through)s): "
                    "correct the day or announced_through."
                )
                % words,
            )
