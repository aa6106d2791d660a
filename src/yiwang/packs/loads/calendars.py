"""Working calendars."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.changes import Change
from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.specs import CalendarSpec, DaySpec
from yiwang.foundation.records.actor import Actor
from yiwang.packs.by_hand import ByHand
from yiwang.packs.pack import CalendarContent, Pack


def load_calendars(pack: Pack, hand: ByHand, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every calendar of the pack."""
    by_hand = hand.by("clocks.calendar.loaded")
    for content in pack.calendars:
        spec, days = _spec(content), _days(content)
        yield load_calendar(spec, days, actor=actor, now=now, by_hand=by_hand)


def _spec(content: CalendarContent) -> CalendarSpec:
    file = content.file
    return CalendarSpec(
        key=file.key,
        name=file.name,
        name_en=file.name_en,
        timezone=file.timezone,
        week=file.week,
        announced_from=file.announced_from,
        announced_through=file.announced_through,
    )


def _days(content: CalendarContent) -> list[DaySpec]:
    source = content.file.source
    return [
        DaySpec(
            day=line.day, is_working=line.is_working, name=line.name, source=line.source or source
        )
        for line in content.days
    ]
