"""Moments, durations and clocks in words: never a bare timestamp or a colour without its word."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from yiwang.work.workflows.timing import Light, Timed, fraction, light

WEEKDAYS = [
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
TONES = {Light.GREEN: "on-time", Light.AMBER: "near", Light.RED: "late", Light.PAUSED: "paused"}
ICONS = {
    "on-time": "clock",
    "near": "alert-triangle",
    "late": "urgent",
    "paused": "player-pause",
    "met": "check",
    "stopped": "player-stop",
}


class Clocked(Timed, Protocol):
    """A clock as workflows gives it: running, paused, met, missed or stopped."""

    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ClockFace:
    """How a clock looks: a tone (colour), a shape (icon), its words, and how full its bar is."""

    tone: str
    icon: str
    words: str
    percent: int


def when(moment: datetime, now: datetime | None = None) -> str:
    """ "11月20日 14:05（周五）"; with the year when it is not that of `now`."""
    local = localtime(moment)
    return _("%(day)s, %(time)s (%(weekday)s)") % {
        "day": on_day(local.date(), localtime(now).date() if now else None),
        "time": f"{local:%H:%M}",
        "weekday": WEEKDAYS[local.weekday()],
    }


def on_day(day: date, today: date | None = None) -> str:
    """ "11月20日"; with the year when it is not that of `today`."""
    parts = {
        "year": day.year,
        "month": day.month,
        "month_name": MONTHS[day.month - 1],
        "day": day.day,
    }
    if today and today.year != day.year:
        return pgettext("day with year", "%(day)s %(month_name)s %(year)s") % parts
    return pgettext("day", "%(day)s %(month_name)s") % parts


def duration(length: timedelta) -> str:
    """The two largest units: "2 天 4 小时", "3 小时 20 分", "5 分"."""
    minutes = max(int(length.total_seconds()) // 60, 0)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        words = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
        return f"{words} {_('%(count)s h') % {'count': hours}}" if hours else words
    if hours:
        words = _("%(count)s h") % {"count": hours}
        return f"{words} {_('%(count)s min') % {'count': minutes}}" if minutes else words
    return _("%(count)s min") % {"count": minutes}


def remaining(due: datetime, now: datetime) -> str:
    """ "还有 3 小时 20 分", or "超时 2 小时"."""
    if due >= now:
        return _("%(duration)s left") % {"duration": duration(due - now)}
    return _("%(duration)s late") % {"duration": duration(now - due)}


def clock_face(clock: Clocked, now: datetime) -> ClockFace:
    """The face of a clock of `work.workflows`, running or ended."""
    face = light_face(light(clock, now), clock.due_at, now)
    percent = round(100 * fraction(clock, now))
    if clock.state == "running":
        return replace(face, percent=percent)
    settled = {
        "paused": _("Paused"),
        "met": _("On time"),
        "missed": _("Was late"),
        "stopped": _("Stopped"),
    }
    tone = "late" if clock.state == "missed" else clock.state
    return ClockFace(tone, ICONS[tone], settled[clock.state], percent)


def light_face(shown: Light, due: datetime, now: datetime) -> ClockFace:
    """The face where only the light and the due time are known."""
    tone = TONES[shown]
    words = _("Paused") if shown is Light.PAUSED else remaining(due, now)
    return ClockFace(tone, ICONS[tone], words, 100 if due <= now else 0)


def limited(value: Decimal, kind: str) -> str:
    """A limit in words: 2 个工作小时."""
    number = f"{value.normalize():f}"
    return str(_LIMITS[kind]) % {"number": number}


_LIMITS = {
    "urgent_hour": gettext_lazy("%(number)s h"),
    "work_hour": gettext_lazy("%(number)s working hours"),
    "work_day": gettext_lazy("%(number)s working days"),
    "calendar_day": gettext_lazy("%(number)s days"),
}
