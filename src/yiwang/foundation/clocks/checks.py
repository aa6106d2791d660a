"""What a calendar must be before it is stored, so that its arithmetic never has to ask."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from yiwang.foundation.clocks.spans import spans_of
from yiwang.foundation.clocks.specs import CalendarSpec, DaySpec
from yiwang.foundation.refusals import Invalid


def check_calendar(spec: CalendarSpec, days: Sequence[DaySpec]) -> None:
    """Raise Invalid with what to correct, unless due times can be reckoned with this calendar."""
    _check_week(spec)
    if spec.announced_from > spec.announced_through:
        raise Invalid({"announced_through": _("The announced range must end after it begins.")})
    if len({day.day for day in days}) < len(days):
        raise Invalid({"days": _("Name every day once.")})
    for day in days:
        _check_day(day)


def _check_week(spec: CalendarSpec) -> None:
    if len(spec.week) != 7 or not any(spec.week):
        raise Invalid(
            {"week": _("Give seven days from Monday, at least one of them with working time.")}
        )
    try:
        for written in spec.week:
            spans_of(written)
    except ValueError as fault:
        raise Invalid({"week": _bad_spans(fault)}) from fault
    try:
        ZoneInfo(spec.timezone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        sentence = _("“%(zone)s” is no time zone. Use a name like Asia/Shanghai.")
        raise Invalid({"timezone": sentence % {"zone": spec.timezone}}) from fault


def _check_day(day: DaySpec) -> None:
    if day.spans is None:
        return
    try:
        works = bool(spans_of(day.spans))
    except ValueError as fault:
        raise Invalid({"days": f"{day.day}: {_bad_spans(fault)}"}) from fault
    if works != day.is_working:
        sentence = _("%(day)s: a working day has spans, a day off has none.")
        raise Invalid({"days": sentence % {"day": day.day}})


def _bad_spans(fault: ValueError) -> str:
    sentence = _(
        "Write working time like 08:30–12:00, in order and within one day: not “%(fault)s”."
    )
    return sentence % {"fault": fault}
