"""When an appointment counts. It gives everything from its first day until the day it ends, that
day excluded, so that leaving a post ends its power the same day.

Standby gives nothing until it is called out. Volunteers work on the tasks of the post, but have no
power over the area: reporters' words and contacts are for those who answer to an employer.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.structure.posts.models import Appointment

WITHOUT_TASKS = ["standby"]
WITHOUT_POWERS = ["standby", "volunteer"]


def active_appointments(on: date) -> QuerySet[Appointment]:
    """The appointments that work on tasks on this day."""
    return Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on
    ).exclude(mode__in=WITHOUT_TASKS)


def empowered_appointments(
    account_id: int, on: date, power: str | None = None
) -> QuerySet[Appointment]:
    """The appointments that give this account powers on this day, or this one power."""
    held = active_appointments(on).exclude(mode__in=WITHOUT_POWERS).filter(account=account_id)
    return held.filter(post__type__powers__contains=[power]) if power else held


def appointments_that_volunteer(account_id: int, on: date, power: str) -> QuerySet[Appointment]:
    """The appointments, those of volunteers too, whose post says this power: for what is taken on
    freely and opens nothing that reporters said."""
    held = active_appointments(on).filter(account=account_id)
    return held.filter(post__type__powers__contains=[power])


def somebody_at_it(on: date) -> Exists:
    """The condition on a post that somebody holds it on this day."""
    return Exists(active_appointments(on).filter(post=OuterRef("pk")))


def somebody_with_power_at_it(on: date) -> Exists:
    """The same of somebody to whom the post gives its powers."""
    held = active_appointments(on).exclude(mode__in=WITHOUT_POWERS)
    return Exists(held.filter(post=OuterRef("pk")))


def appointments_from(body_ids: Collection[int], on: date) -> QuerySet[Appointment]:
    """Those of volunteers who come from one of these bodies, and serve on this day."""
    return active_appointments(on).filter(home__in=body_ids, mode="volunteer")
