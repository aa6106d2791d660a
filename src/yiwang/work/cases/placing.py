"""The areas a case is placed in: one in every net its point lies in, or the one that was chosen.

With a point and a chosen area, the chosen one counts in its own net unless the point lies in it and
so says it more exactly; the point counts in all other nets.
"""

from dataclasses import dataclass

from yiwang.foundation.rows import new_row
from yiwang.foundation.writing import insert
from yiwang.structure.territory.locate import NOWHERE, locate
from yiwang.structure.territory.queries import ids_above, nets
from yiwang.work.cases.models import Case, Placement


@dataclass(frozen=True, slots=True)
class ChosenArea:
    """An area somebody named instead of, or beside, a point."""

    id: int
    net_id: int


@dataclass(frozen=True, slots=True)
class Found:
    """The area of one net, before it is written."""

    net_id: int
    net_key: str
    is_primary: bool
    area_id: int
    method: str
    edge_m: float | None = None
    candidates: tuple[int, ...] = ()
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where something lies. `area_id` is in the primary net; None: outside all its areas."""

    found: tuple[Found, ...]

    @property
    def area_id(self) -> int | None:
        return next((one.area_id for one in self.found if one.is_primary), None)

    def by_net(self) -> dict[str, int]:
        """What a record holds of it."""
        return {one.net_key: one.area_id for one in self.found}


def placed_at(
    point: tuple[float, float] | None, area: ChosenArea | None, *, method: str = "point"
) -> Placed:
    """Find the areas, in two queries at most."""
    located = locate(*point) if point else {}
    found: list[Found] = []
    for net in nets():
        at = located.get(net.key, NOWHERE)
        chosen = area.id if area is not None and area.net_id == net.pk else None
        if chosen and at.area_id and chosen in ids_above(at.area_id):
            chosen = None
        area_id = chosen or at.area_id
        if area_id is not None:
            how = "chosen" if chosen else method
            near = tuple(one for one in (at.area_id, *at.candidates) if one and one != area_id)
            where = (net.pk, net.key, net.is_primary, area_id, how, at.edge_m, near)
            found.append(Found(*where, revision=net.revision))
    return Placed(tuple(found))


def placements_of(case: Case, placed: Placed) -> list[Placement]:
    """One row for each net, to be written."""
    return [
        new_row(
            Placement,
            case=case,
            net_id=one.net_id,
            area_id=one.area_id,
            method=one.method,
            edge_m=one.edge_m,
            candidates=list(one.candidates),
            revision=one.revision,
        )
        for one in placed.found
    ]


def placements_by_net(case: Case) -> dict[str, int]:
    """Where the case lies now, as a record holds it."""
    rows = Placement.objects.filter(case=case).values_list("net__key", "area_id")
    return dict(rows)


def replace_placements(case: Case, placed: Placed) -> None:
    """The case lies elsewhere: its record keeps where it lay before."""
    Placement.objects.filter(case=case).delete()
    insert(placements_of(case, placed))
