"""Where a case lies, net by net, in words."""

from dataclasses import dataclass

from yiwang.structure.territory.queries import paths_of
from yiwang.work.cases.models import Case, Placement


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """The area of one net, its path, how it was found and which others are near."""

    net: str
    area_id: int
    path: str
    method: str  # point, chosen, moved
    edge_m: float | None
    near: dict[int, str]  # area id -> path


def placements_of(case: Case) -> list[PlacementLine]:
    """One line a net, the primary first, in two queries."""
    rows = list(
        Placement.objects.filter(case=case)
        .select_related("net")
        .order_by("-net__is_primary", "net__key")
    )
    named = {row.area_id for row in rows}.union(*(row.candidates for row in rows))
    paths = paths_of(named)
    return [
        PlacementLine(
            row.net.name,
            row.area_id,
            paths[row.area_id],
            row.method,
            row.edge_m,
            {one: paths[one] for one in row.candidates if one in paths},
        )
        for row in rows
    ]
