"""Appoint many people, change the terms of many appointments, and end many, all or nothing.

What was done in a post stays done: nothing begins, changes or ends before today that people acted
in already. A few statements for any number.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.structure.posts import staging
from yiwang.structure.posts.conflict_rules import refusing_new_conflicts
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.rows import AppointmentRow

SUBJECT = "posts.appointment"
VERBS = {"added": "started"}
_TERMS = """
UPDATE posts_appointment AS held
SET mode = row.mode, is_primary = row.is_primary, starts_on = row.starts_on,
    ends_on = row.ends_on, home_id = row.home_id, mentor_id = row.mentor_id,
    employment = row.employment
FROM unnest(%s::bigint[], %s::text[], %s::boolean[], %s::date[], %s::date[], %s::bigint[],
            %s::bigint[], %s::text[])
  AS row (id, mode, is_primary, starts_on, ends_on, home_id, mentor_id, employment)
WHERE held.id = row.id AND {which}
"""
_OVER = "(NOT row.is_primary OR row.ends_on IS NOT NULL)"
_GOING_ON = "row.is_primary AND row.ends_on IS NULL"
_HELD = _("Somebody was appointed to one of these posts meanwhile: look at what would change now.")


class Terms(NamedTuple):
    """An appointment by its id, with how and for how long it is held from now on."""

    id: int
    mode: str
    is_primary: bool
    starts_on: date
    ends_on: date | None
    home_id: int | None = None
    mentor_id: int | None = None
    employment: str = ""


class Appointed(NamedTuple):
    """Who is appointed, and whose terms change."""

    new: Sequence[AppointmentRow]
    changed: Sequence[Terms]


Holder = tuple[str, str, int | None, int | None]  # username, type of post, organization, area


@transaction.atomic
def change_appointments(
    appointed: Appointed, told: Mapping[Holder, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the appointments; `told` is what the record says of each. Called by `administration`,
    which has asked who may and checked the rows. Refuses two posts that a rule lets nobody hold at
    once (Invalid). Raises IntegrityError where another primary holder
    was appointed at the same moment."""
    with refusing_new_conflicts():
        _write(appointed)
    ids = _ids_of({holder[0] for holder in told})
    lines = {ids[holder]: each for holder, each in told.items()}
    record_changes(SUBJECT, lines, actor=actor, at=now, verbs=VERBS)


def _write(appointed: Appointed) -> None:
    """The rows alone. Those that end go first, so that a post is free for the next holder."""
    if appointed.changed:
        columns = [list(column) for column in zip(*appointed.changed, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(_TERMS.format(which=_OVER), columns)
            cursor.execute(_TERMS.format(which=_GOING_ON), columns)
    if staging.load_appointments(appointed.new) != len(appointed.new):
        raise AlreadyDone(_HELD)


def _ids_of(usernames: set[str]) -> dict[Holder, int]:
    """The appointment of each holder that began last."""
    found = Appointment.objects.filter(account__username__in=usernames).order_by("id")
    names = ("post__type__key", "post__organization_id", "post__area_id")
    rows = found.values_list("account__username", *names, "pk")
    return {(username, key, body, area): pk for username, key, body, area, pk in rows}
