"""Obligations: what bodies and areas have to hold again and again, and who is reminded of it.

An obligation is an entry of a standard with `every`; see `standards.py`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import areas_of
from yiwang.structure.posts.powers import (
    ENTER_DECISIONS,
    PUBLISH_RULES,
    SUPERVISE,
    TAKE_IN_CASES,
)
from yiwang.structure.posts.queries.told import posts_nearest_with, posts_standing_at
from yiwang.structure.registers.models import Entry, Register
from yiwang.structure.registers.queries import entries_of, register_lines
from yiwang.structure.registers.standards import (
    AREA,
    BODY,
    Asked,
    Measured,
    Subject,
    is_obligation,
    owed,
)

WRITES_DOWN = (PUBLISH_RULES, ENTER_DECISIONS, SUPERVISE, TAKE_IN_CASES)  # see `policies.reading`


@dataclass(frozen=True, slots=True)
class Owes:
    """What one body owes in the present period."""

    register: Register
    asked: Asked
    measured: Measured


def obligations(on: date) -> Iterator[tuple[Register, Entry]]:
    """Every one in force, by register."""
    for line in register_lines(on):
        if line.register.effect == "standard" and line.in_force:
            for entry in filter(is_obligation, entries_of(line.in_force.pk)):
                yield line.register, entry


def owed_by(body: Organization, on: date) -> list[Owes]:
    """What this body has to hold in the present periods, held or not."""
    found = []
    for register, entry in obligations(on):
        if body.kind in str(entry.outcome.get("of_kind", "")).split("|"):
            asked = owed(register.pk, entry, on, body.area_id)
            mine = (each for each in asked.measured if each.subject.id == body.pk)
            found += [Owes(register, asked, each) for each in mine]
    return found


def reminded(subjects: list[Subject], on: date) -> dict[tuple[int, ...], list[Subject]]:
    """Posts -> those subjects of which they are told: the posts of a body or of an area itself;
    where nobody holds one, the nearest above who may write it down."""
    areas = {each.id: each.id for each in subjects if each.kind == AREA}
    bodies = {each.id for each in subjects if each.kind == BODY}
    served = areas_of(bodies)
    own = posts_standing_at(WRITES_DOWN, bodies, areas, on)
    nearest = posts_nearest_with(WRITES_DOWN, {*areas, *served.values()}, on)
    found: dict[tuple[int, ...], list[Subject]] = defaultdict(list)
    for each in subjects:
        is_body = each.kind == BODY
        area = served.get(each.id) if is_body else each.id
        posts = own.get((is_body, each.id)) or nearest.get(area, set())
        found[tuple(sorted(posts))].append(each)
    return found
