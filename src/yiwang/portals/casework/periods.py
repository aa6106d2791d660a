"""Periods in words, as people say them."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def period_in_words(since: date, until: date) -> str:
    """第三季度, 10月, 上半年, a year; else from day to day, or the one day."""
    if not (since.day == 1 and (until + timedelta(days=1)).day == 1):
        days = [date_format(day) for day in (since, until)]
        return days[0] if since == until else "–".join(days)
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    words = {"year": since.year, "month": since.month, "quarter": since.month // 3 + 1}
    if months == 12 and since.month == 1:
        return _("%(year)d") % words
    if months == 6 and since.month in (1, 7):
        half = _("first half of %(year)d") if since.month == 1 else _("second half of %(year)d")
        return half % words
    if months == 3 and since.month % 3 == 1:
        return _("%(year)d, quarter %(quarter)d") % words
    if months == 1:
        return _("%(year)d, month %(month)d") % words
    return f"{date_format(since)}–{date_format(until)}"
