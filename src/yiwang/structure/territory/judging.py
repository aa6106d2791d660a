"""What a grouping is like: how much each group weighs, and whether it lies in one piece. Whoever
changes a proposal by hand sees what the change does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yiwang.structure.territory.aggregating import Part
from yiwang.structure.territory.grouping import neighbours_of, pieces_of
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import rows_of, shape_of
from yiwang.structure.territory.surfaces import plane_of_all, surface_of


@dataclass(frozen=True, slots=True)
class Judged:
    """One group: its areas, what they weigh together, and in how many pieces they lie."""

    code: str
    name: str
    areas: int
    weight: float
    pieces: int


def judged(of: Net, parts: Sequence[Part], weights: Mapping[str, float]) -> list[Judged]:
    """The groups in the order of their codes; an area without a weight counts 1."""
    rows = rows_of(of)
    drawn = {
        part.part: surface_of(shape)
        for part in parts
        if part.part in rows and (shape := shape_of(rows[part.part])) is not None
    }
    if not drawn:
        return []
    plane = plane_of_all(list(drawn.values()))
    neighbours = neighbours_of([plane.laid(shape) for shape in drawn.values()])
    place = {code: number for number, code in enumerate(drawn)}
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.code, []).append(part)
    return [
        Judged(
            code,
            group[0].name,
            len(group),
            sum(weights.get(part.part, 1.0) for part in group),
            len(pieces_of(neighbours, [place[part.part] for part in group if part.part in place])),
        )
        for code, group in sorted(groups.items())
    ]
