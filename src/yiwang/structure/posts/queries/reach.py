"""Over which areas an account has a power. All are subqueries: authorisation is a condition of the
statement it guards, never a list of ids carried through Python."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet

from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries.active import empowered_appointments
from yiwang.structure.territory.queries import topmost

if TYPE_CHECKING:
    from yiwang.structure.territory.models import Area


def reach_of(account_id: int, power: str, on: date) -> QuerySet[Appointment, Any]:
    """The areas at the roots of the reach: where the posts are that give the power.

    A post without an area reaches nothing; its holder works on the tasks given to it.
    """
    return (
        empowered_appointments(account_id, on, power)
        .filter(post__area__isnull=False)
        .values_list("post__area", flat=True)
    )


def tops_in_reach(account_id: int, power: str, on: date) -> list["Area"]:
    """The areas of the primary net at which the reach begins, none below another. One query."""
    return topmost(reach_of(account_id, power, on))


def areas_in_reach(account_id: int, power: str, on: date) -> QuerySet[Appointment, Any]:
    """The ids of all areas at and below those roots, for `area_id__in`."""
    return (
        empowered_appointments(account_id, on, power)
        .filter(post__area__isnull=False)
        .values_list("post__area__descent__area", flat=True)
    )


def reaches(account_id: int, power: str, on: date, *, area: str = "area") -> Exists:
    """The same as a condition on rows that have an area: the field called `area` is in reach."""
    return Exists(
        empowered_appointments(account_id, on, power).filter(
            post__area__descent__area=OuterRef(area)
        )
    )


def areas_beyond(account_id: int, power: str, area_ids: Collection[int], on: date) -> set[int]:
    """Those of these areas that are not in reach; in one query."""
    reached = empowered_appointments(account_id, on, power).filter(
        post__area__descent__area__in=list(area_ids)
    )
    return set(area_ids) - set(reached.values_list("post__area__descent__area", flat=True))


def has_power(account_id: int, power: str, on: date) -> bool:
    """Whether the account has the power anywhere: for doors that open to a power."""
    return reach_of(account_id, power, on).exists()


def powers_of(account_id: int, on: date) -> set[str]:
    """Every power the account has anywhere, in one query: for menus and home pages."""
    lists = empowered_appointments(account_id, on).values_list("post__type__powers", flat=True)
    return {power for powers in lists for power in powers}
