"""Service outside working hours: whether a time lies where people are at work."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.refusals import Sentence
from yiwang.work.exchange.writing import Time


def fault_of_hours(times: Collection[Time], calendar: str) -> Sentence:
    """What is wrong with the first time that lies in the working hours of the calendar; an empty
    sentence where there is none, or no calendar is named."""
    if not calendar or not times:
        return ""
    working = working_time(calendar)
    for each in times:
        if working.elapsed(each.starts_at, each.ends_at, ClockKind.WORK_HOUR) > 0:
            when = timezone.localtime(each.starts_at)
            said = _("%(when)s lies in working hours. This is served outside them: choose another.")
            return said % {"when": f"{when:%Y-%m-%d %H:%M}"}
    return ""
