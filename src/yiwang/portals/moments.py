"""Moments, durations and clocks in words: never a bare timestamp or a colour without its word."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

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
NEAR_SHARE = 0.75  # a clock is near when this share of its time has gone
NEAR_AT_MOST = timedelta(hours=24)  # … and no longer than this is left
ICONS = {
    "on-time": "clock",
    "near": "alert-triangle",
    "late": "urgent",
    "paused": "player-pause",
    "met": "check",
    "missed": "urgent",
    "stopped": "player-stop",
}


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


def clock_face(
    due: datetime, now: datetime, *, start: datetime | None = None, state: str = "running"
) -> ClockFace:
    """The face of a clock at `now`; `state` as in `work.workflows` (running, paused, met …)."""
    tone = _tone(due, now, start) if state == "running" else state
    settled = {
        "paused": _("Paused"),
        "met": _("On time"),
        "missed": _("Was late"),
        "stopped": _("Stopped"),
    }
    return ClockFace(
        tone="late" if tone == "missed" else tone,
        icon=ICONS[tone],
        words=settled.get(state) or remaining(due, now),
        percent=100 if due <= now else round(100 * _share_gone(due, now, start)),
    )


def _tone(due: datetime, now: datetime, start: datetime | None) -> str:
    if due < now:
        return "late"
    is_near = due - now <= NEAR_AT_MOST and _share_gone(due, now, start) >= NEAR_SHARE
    return "near" if is_near else "on-time"


def _share_gone(due: datetime, now: datetime, start: datetime | None) -> float:
    """The share of the time that has gone; without a start, the last four hours count as near."""
    whole = due - start if start else timedelta(hours=16)
    gone = whole - (due - now)
    return min(max(gone / whole, 0.0), 1.0) if whole > timedelta(0) else 1.0
