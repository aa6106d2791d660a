"""How many people hold posts of a type: in each area of a level and below it, or at each body."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Q

from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries.active import active_appointments


def people_by_area(type_key: str, level: str, on: date) -> dict[int, int]:
    """Area of this level of the primary net -> the people there and below; none: not named."""
    held = active_appointments(on).filter(post__type__key=type_key)
    above = held.filter(
        post__area__ancestry__ancestor__level=level,
        post__area__ancestry__ancestor__net__is_primary=True,
    )
    rows = above.order_by().values_list(F("post__area__ancestry__ancestor"))
    return dict(rows.annotate(people=Count("account", distinct=True)))


def people_below(area_ids: Collection[int], on: date) -> dict[int, int]:
    """Area -> the people who hold any post in it or below; none: not named."""
    held = active_appointments(on).filter(post__area__ancestry__ancestor__in=area_ids)
    rows = held.order_by().values_list(F("post__area__ancestry__ancestor"))
    return dict(rows.annotate(people=Count("account", distinct=True)))


def people_by_body(type_key: str, bodies: Collection[int], on: date) -> dict[int, int]:
    """Body -> the people at its posts of this type; none: not named."""
    held = active_appointments(on).filter(post__type__key=type_key, post__organization__in=bodies)
    rows = held.order_by().values_list("post__organization")
    return dict(rows.annotate(people=Count("account", distinct=True)))


def appointments_at(organization_id: int, on: date) -> int:
    """How many appointments to posts of this body have not ended by this day, wherever the post."""
    running = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    return running.filter(post__organization=organization_id).count()


def people_within(type_keys: Collection[str], area_id: int | None, on: date) -> int:
    """The people, each once, with posts of these types in an area and below; none: everywhere."""
    held = active_appointments(on).filter(post__type__key__in=type_keys)
    if area_id is not None:
        held = held.filter(post__area__ancestry__ancestor=area_id)
    return held.values("account").distinct().count()
