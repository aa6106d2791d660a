"""Dedicated areas on the page of an area: who manages it, and what its bodies manage elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from yiwang.structure.managing.models import Management
from yiwang.structure.managing.queries import areas_managed_by, managed_areas, managers_of
from yiwang.structure.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Managed:
    """`managers` by line, the ground first; `areas` that bodies of this area manage."""

    managers: tuple[tuple[str, Organization], ...] = ()
    areas: tuple[Management, ...] = ()

    @property
    def ids(self) -> list[int]:
        """The ids of the managers: their posts answer here too."""
        return [body.pk for _line, body in self.managers]


def managed_here(area_id: int | None, body_ids: Collection[int], on: date) -> Managed:
    """Nothing is asked where nobody manages any area."""
    managed = managed_areas(on)
    if not managed:
        return Managed()
    managers = managers_of(area_id, on) if area_id in managed and area_id else ()
    return Managed(managers, tuple(areas_managed_by(body_ids, on)))
