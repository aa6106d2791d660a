"""Reading calendars: their arithmetic, kept in each process, and what is not announced yet."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.foundation.clocks.models import Calendar, CalendarDay
from yiwang.foundation.clocks.specs import CalendarSpec, DaySpec, working_time_of
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import NotFound

REACH = timedelta(days=45)  # the longest limit in common use is 30 working days


def all_calendars() -> list[tuple[str, str]]:
    """The key and the name of every calendar, for choosing one."""
    return list(Calendar.objects.order_by("key").values_list("key", "name"))


def calendars_kept() -> QuerySet[Calendar]:
    """Every calendar: for lists that are kept."""
    return Calendar.objects.order_by("key")


def days_of(calendar: Calendar) -> list[DaySpec]:
    """The days on which this calendar differs from its week, as they are handed over to be kept."""
    return [
        DaySpec(each.day, each.is_working, each.name, each.spans, each.source)
        for each in calendar.days.order_by("day")
    ]


def all_days() -> QuerySet[CalendarDay]:
    """Every day on which a calendar differs from its week: for lists that are kept."""
    return CalendarDay.objects.order_by("calendar__key", "day")


@kept
def working_time(calendar_key: str) -> WorkingTime:
    """The arithmetic of a calendar as it is now, kept until the configuration changes."""
    calendar = _calendar(calendar_key).first()
    if calendar is None:
        raise _unknown(calendar_key)
    return _arithmetic_of(calendar)


@kept
def working_time_of_id(calendar_id: int) -> WorkingTime:
    """The same by the calendar's id: for clocks that keep it."""
    return _arithmetic_of(Calendar.objects.get(pk=calendar_id))


@kept
def calendar_id(key: str) -> int:
    """The id of the calendar with that key."""
    found = _calendar(key).values_list("pk", flat=True).first()
    if found is None:
        raise _unknown(key)
    return found


def unannounced_warning(now: datetime) -> list[str]:
    """A sentence for each calendar whose announced days end within the reach of running limits."""
    ending = Calendar.objects.filter(announced_through__lt=localdate(now + REACH)).order_by("key")
    return [
        _(
            "Holidays after %(day)s are not announced in the calendar “%(name)s”. Time limits that "
            "run past it count every ordinary weekday as a working day and may turn out wrong: "
            "load the new year's days as soon as they are announced."
        )
        % {"day": date_format(calendar.announced_through), "name": _name(calendar)}
        for calendar in ending
    ]


def _calendar(key: str) -> QuerySet[Calendar]:
    return Calendar.objects.filter(key=key)


def _arithmetic_of(calendar: Calendar) -> WorkingTime:
    spec = CalendarSpec(
        key=calendar.key,
        name=calendar.name,
        week=calendar.week,
        announced_from=calendar.announced_from,
        announced_through=calendar.announced_through,
        timezone=calendar.timezone,
    )
    days = calendar.days.values_list("day", "is_working", "spans")
    return working_time_of(spec, [DaySpec(day, works, spans=spans) for day, works, spans in days])


def _name(calendar: Calendar) -> str:
    in_chinese = (get_language() or "zh").startswith("zh")
    return calendar.name if in_chinese else calendar.name_en or calendar.name


def _unknown(key: str) -> NotFound:
    return NotFound(
        _("There is no working calendar “%(key)s”. Install a pack that brings it.") % {"key": key}
    )


def calendar_names() -> dict[str, str]:
    """Key -> name of every calendar, in the reader's language, for choosing."""
    return {calendar.key: _name(calendar) for calendar in Calendar.objects.order_by("key")}
