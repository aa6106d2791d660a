"""Roles that a workflow in force needs and nobody fills today, with the lowest areas left without.

Proved when a workflow was published, a role may be left since. One statement for each type of post
finds all areas at once; it is kept until a post, an appointment or a workflow changes, and asked
anew every day, since appointments end by their date.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.posts.powers import APPOINT, SUPERVISE
from yiwang.structure.posts.queries import areas_in_reach, areas_without
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import valid_areas
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.queries.published import workflows_in_force


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A type of post that nobody holds for these areas, nor above them; the workflows need it."""

    post_type: str
    workflows: tuple[str, ...]  # keys
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The same over the whole territory, by the ids of the areas."""

    post_type: str
    workflows: tuple[str, ...]
    area_ids: frozenset[int]


def unfilled_in_reach(account_id: int, now: datetime) -> list[Unfilled]:
    """What is unfilled today where the account appoints or supervises; most areas first."""
    on = timezone.localdate(now)
    everywhere = unfilled_everywhere(on)
    if not everywhere:
        return []
    missing = frozenset[int]().union(*(each.area_ids for each in everywhere))
    reach = Q(pk__in=areas_in_reach(account_id, APPOINT, on)) | Q(
        pk__in=areas_in_reach(account_id, SUPERVISE, on)
    )
    here = valid_areas().filter(reach, pk__in=missing).defer("geometry").order_by("code")
    areas = list(here)
    found = [
        Unfilled(
            each.post_type,
            each.workflows,
            tuple(area for area in areas if area.pk in each.area_ids),
        )
        for each in everywhere
    ]
    return sorted((each for each in found if each.areas), key=lambda each: -len(each.areas))


@kept
def unfilled_everywhere(on: date) -> list[Everywhere]:
    """Every role without anybody on this day, with the lowest areas of the primary net."""
    needed: dict[tuple[str, str], list[str]] = {}
    for version in workflows_in_force(timezone.now()):
        definition = version.definition
        for post_type in _roles(definition):
            needed.setdefault((post_type, definition.area), []).append(definition.key)
    found = [
        Everywhere(post_type, tuple(keys), frozenset(_area_ids(post_type, on, within)))
        for (post_type, within), keys in needed.items()
    ]
    return [each for each in found if each.area_ids]


def _area_ids(post_type: str, on: date, within: str) -> list[int]:
    return list(areas_without(post_type, on, within).order_by().values_list("pk", flat=True))


def _roles(definition: Definition) -> set[str]:
    """The types of post found from the area upward; those of bodies are found by the route."""
    steps = definition.steps.values()
    roles = {step.post for step in steps if step.is_of_one_post}
    roles |= {post for step in steps for post in (step.coordinator, step.arbiter, step.after_hours)}
    roles |= {terms.approver for terms in definition.requests.values()}
    return {post for post in roles if post is not None}
