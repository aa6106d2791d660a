"""When a message leaves the house: at once, with the hour or once a day, and never in somebody's
quiet hours unless it is an emergency. Pure functions over moments of the installation's time zone.

Quiet hours go from `quiet_from` on until `quiet_until`, that minute excluded, also over midnight;
two equal times are no quiet hours. What comes due in them waits for their end.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from yiwang.insight.messages.models import Choices

MOST_TRIES = 10
FIRST_WAIT = timedelta(minutes=1)  # doubled with every try: the tenth comes after 8½ hours


def when_to_send(choices: Choices, now: datetime, *, is_emergency: bool = False) -> datetime:
    """The first moment from `now` on at which this person wants to be told."""
    if is_emergency:
        return now
    return after_quiet(choices, _next_of_pace(choices, timezone.localtime(now)))


def when_to_try_again(
    choices: Choices, tries: int, now: datetime, *, is_emergency: bool = False
) -> datetime:
    """After `tries` tries that came to nothing: 1, 2, 4, 8 … minutes later, out of quiet hours."""
    later = now + FIRST_WAIT * 2 ** (tries - 1)
    return later if is_emergency else after_quiet(choices, timezone.localtime(later))


def after_quiet(choices: Choices, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    begin, end = choices.quiet_from, choices.quiet_until
    if begin is None or end is None or begin == end:
        return moment
    at = moment.time()
    is_quiet = begin <= at < end if begin < end else at >= begin or at < end
    if not is_quiet:
        return moment
    return _on(moment, end, days=1 if at >= end else 0)


def _next_of_pace(choices: Choices, now: datetime) -> datetime:
    if choices.pace == "hourly":
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if choices.pace == "daily":
        today = _on(now, choices.daily_at)
        return today if today > now else _on(now, choices.daily_at, days=1)
    return now


def _on(moment: datetime, at: time, days: int = 0) -> datetime:
    """That time of the same day, or of a later one."""
    day = (moment + timedelta(days=days)).date()
    return datetime.combine(day, at, moment.tzinfo)
