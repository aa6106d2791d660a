"""Change working calendars, or add some, that an administrator named in a table or a form."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.models import Calendar
from yiwang.foundation.clocks.queries import days_of
from yiwang.foundation.clocks.specs import CalendarSpec
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes

SUBJECT = "clocks.calendar"


@transaction.atomic
def change_calendars(
    specs: Sequence[CalendarSpec], told: Mapping[str, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the calendars; the days that differ stay, and what runs is reckoned anew soon after.

    Refuses (Invalid) what cannot be reckoned with. Called by `administration`.
    """
    there = Calendar.objects.select_for_update().filter(key__in=told).order_by("key")
    days = {each.key: days_of(each) for each in there}
    for spec in specs:
        load_calendar(spec, days.get(spec.key, ()), actor=actor, now=now)
    ids = dict(Calendar.objects.filter(key__in=told).values_list("key", "pk"))
    lines = {ids[key]: each for key, each in told.items()}
    record_changes(SUBJECT, lines, actor=actor, at=now)
