"""Roles that nobody fills today: which workflow needs them, and in which places."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.structure.posts.models import PostType
from yiwang.structure.posts.queries import post_types
from yiwang.structure.territory.models import Area
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.queries import unfilled_in_reach, workflows_in_force

SHOWN = 200  # places of one role; the others are counted


@dataclass(frozen=True, slots=True)
class Role:
    """One role in words, with the places that lack it."""

    type: PostType
    definitions: list[Definition]
    areas: tuple[Area, ...]

    @property
    def shown(self) -> tuple[Area, ...]:
        return self.areas[:SHOWN]


@staff_page
@require_safe
def unfilled(request: HttpRequest) -> HttpResponse:
    """Every role without anybody where the reader appoints or supervises."""
    now = timezone.now()
    types = {each.key: each for each in post_types()}
    definitions = {each.definition.key: each.definition for each in workflows_in_force(now)}
    roles = [
        Role(types[each.post_type], [definitions[key] for key in each.workflows], each.areas)
        for each in unfilled_in_reach(account_of(request), now)
        if each.post_type in types
    ]
    return page(request, "desk/unfilled.html", {"roles": roles, "now": now})
