"""What people need who go to a body, in tables: how they find it, when it is open, how it is
called, what they get there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.sheets.columns import JOINED, As, Column
from yiwang.foundation.sheets.described import Row, RowChange, Wrong
from yiwang.structure.organizations.opening import (
    is_mobile,
    services_of,
    services_text,
    wrong_hours,
    wrong_line,
)
from yiwang.structure.registers.services import KnownServices, known_services

OPENING = (
    Column(
        "whereabouts",
        gettext_lazy("How people find it"),
        gettext_lazy("Street, house, floor."),
        example="中山街 5 号一楼",
    ),
    Column(
        "hours",
        gettext_lazy("Opening hours"),
        gettext_lazy("On which days, from when until when; or 全天, or 预约."),
        example="周一至周五 8:30–17:00",
    ),
    Column(
        "service_line",
        gettext_lazy("Telephone of the office"),
        gettext_lazy("That of the office, never a private one."),
        longest=40,
        example="0511-85550000",
    ),
    Column(
        "services",
        gettext_lazy("What one gets there"),
        gettext_lazy("Each as other bodies call it: one can look for it on the map."),
        kind=As.MANY,
        longest=300,
        example="政务代办; 助餐",
    ),
)
NAMES = tuple(column.key for column in OPENING)


def opening_texts(values: Mapping[str, Any]) -> dict[str, str]:  # Any: a row of several types
    """What is kept of a body, by column."""
    kept = {name: str(values[name]) for name in NAMES}
    return {**kept, "services": JOINED.join(services_of(kept["services"]))}


def services_kept(row: Row) -> str:
    """What one gets there, as it is kept."""
    return services_text(_services(row))


def wrong_opening(changes: Sequence[RowChange], on: date) -> Iterator[Wrong]:
    """What is at fault with what rows say anew; what stood there before is nobody's fault."""
    known: KnownServices | None = None
    for change in changes:
        after = change.after
        before = change.before or dict.fromkeys(NAMES, "")
        anew = {name for name in NAMES if after[name] and after[name] != before[name]}
        if "hours" in anew and (fault := wrong_hours(after["hours"])):
            yield Wrong(change.key, "hours", str(fault))
        if "service_line" in anew:
            yield from _wrong_line(change)
        new = [each for each in _services(after) if each not in _services(before)]
        if new:
            known = known or known_services(on)
            for service in known.unknown(new):
                said, stops = known.doubt(service), known.listed_in is not None
                yield Wrong(change.key, "services", said, stops=stops)


def _services(row: Row) -> list[str]:
    return [each for each in row["services"].split(JOINED) if each]


def _wrong_line(change: RowChange) -> Iterator[Wrong]:
    line = change.after["service_line"]
    if fault := wrong_line(line):
        yield Wrong(change.key, "service_line", str(fault))
    elif any(is_mobile(each) for each in services_of(line)):
        said = _("This is a mobile number. Write it only if it is that of the office.")
        yield Wrong(change.key, "service_line", said, stops=False)
