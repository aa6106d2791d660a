"""Days as a file for calendars (iCalendar, RFC 5545): whole days, in one language, nobody named.

Every day has an identifier of its own, so that reading the file again changes what is there and
doubles nothing. Lines end in CR LF and are folded at 75 octets.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from yiwang.portals.days.collected import Day

LONGEST = 75  # octets of a line
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def as_calendar(name: str, days: Iterable[Day], *, host: str, base: str, now: datetime) -> bytes:
    """The file. `base` goes before the addresses of the days; `host` makes identifiers unique."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yiwang//Days of an area//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for day in days:
        lines += _event(day, host, base, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(day: Day, host: str, base: str, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(day.key)}@{host}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{day.what}（{day.who}）' if day.who else day.what)}"
    yield f"CATEGORIES:{_text(day.heading)}"
    yield f"DESCRIPTION:{_text(day.kind)}"
    if day.link:
        yield f"URL:{base}{day.link}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(said: str) -> str:
    return said.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Parts of at most 75 octets, no character cut; all but the first begin with a blank."""
    part, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > LONGEST:
            yield part
            part, octets = " ", 1
        part, octets = part + sign, octets + size
    yield part
