"""The circle of service around a place: which units have it within reach on foot, by the standards
that are open to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.points import Ring, reached_by
from yiwang.structure.registers.standards import rings_around
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import middles_around
from yiwang.work.workflows.wording import in_words

NAMED = 40  # units that are named


@dataclass(frozen=True, slots=True)
class Circle:
    """Units that have a place within reach, the nearest first, as far as they are named."""

    title: str
    ring: Ring
    number: int
    named: Sequence[Area]

    @property
    def further(self) -> int:
        return self.number - len(self.named)


def circles_of(body: Organization, on: date) -> list[Circle]:
    """One for each open standard that asks for places of this sort. Only the units near the place
    are looked at, however many there are elsewhere."""
    here, circles = (body.lng or 0.0, body.lat or 0.0), []
    for entry, ring, level in rings_around(body.kind, on):
        near = {area.pk: area for area in middles_around(here, ring.metres, level)}
        points = {pk: (area.lng or 0.0, area.lat or 0.0) for pk, area in near.items()}
        reached = reached_by(ring, here, points)
        title = in_words(entry.title, entry.title_en)
        circles.append(Circle(title, ring, len(reached), [near[pk] for pk in reached[:NAMED]]))
    return circles
