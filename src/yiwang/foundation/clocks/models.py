"""Working calendars as data: a week of spans, and the days that differ from it."""

from django.db import models


class Calendar(models.Model):
    """A working calendar.

    `week` is seven lists (Monday first) of spans `["08:30", "12:00"]` in local time of `timezone`;
    `announced_through` is the last day whose holidays the authorities have announced.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    timezone = models.CharField(max_length=40, default="Asia/Shanghai")
    week = models.JSONField()
    announced_from = models.DateField()
    announced_through = models.DateField()
    revision = models.PositiveIntegerField(default=1)


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a make-up working day."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="days")
    day = models.DateField()
    is_working = models.BooleanField()
    name = models.CharField(max_length=60, blank=True)
    spans = models.JSONField(null=True)  # None: the spans of an ordinary working day
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="one_entry_per_calendar_day")
        ]
