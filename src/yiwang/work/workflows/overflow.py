"""A body that is full sends on: where the dispatching step names a register of the effect
`capacity`, whoever would be given more open tasks than it takes has the next one get them.

Whoever dispatches sees the numbers before, and may have a full body take it all the same, with a
reason; redirecting by hand looks at no numbers. Two who dispatch at the same moment wait for one
another, so that nobody gets more than the last place.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count

from yiwang.structure.posts.queries import post_at
from yiwang.structure.registers.capacities import Room, rooms
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES

ONE_AT_A_TIME = 0x79776361  # advisory lock, held to the end of the act


@dataclass(frozen=True, slots=True)
class Standing:
    """How full a body is: how many open tasks it has, and takes."""

    open: int
    most: int

    @property
    def is_full(self) -> bool:
        return self.open >= self.most


def send_on(deed: Deed) -> list[dict[str, Any]]:  # Any: JSON
    """Put the next ones in the place of those that are full, in the inputs of the deed; for the
    record, each with its numbers, where it went (`to`; none: it stays), and at whose word."""
    register = deed.step.capacity
    limits = rooms(register, deed.setting.on) if register else {}
    if not limits.keys() & set(deed.inputs.organizations):
        return []
    _wait_for_others()
    called, said = list(deed.inputs.organizations), list[dict[str, Any]]()
    standing = standings(limits)
    for at, body in enumerate(called):
        if body in standing and standing[body].is_full:
            found = None if deed.inputs.reason.strip() else _next(deed, body, limits, called)
            called[at] = found or body
            numbers = {"open": standing[body].open, "most": standing[body].most}
            said.append({"body": body, **numbers, "to": found})
    _call_instead(deed, called)
    return said


def standings(limits: Mapping[int, Room]) -> dict[int, Standing]:
    """How full these bodies are now. One query."""
    open_tasks = Task.objects.filter(
        organization__in=limits, role="handler", state__in=OPEN_TASK_STATES
    )
    counts = dict(open_tasks.order_by().values_list("organization").annotate(number=Count("pk")))
    return {body: Standing(counts.get(body, 0), room.most) for body, room in limits.items()}


def rooms_at(register: str | None, on: date) -> dict[int, Standing]:
    """How full the bodies of a register are; none where a step names none."""
    limits = rooms(register, on) if register else {}
    return standings(limits) if limits else {}


def _next(deed: Deed, body: int, limits: Mapping[int, Room], called: Collection[int]) -> int | None:
    """The first of those that follow with room and somebody to take it on; None: nobody has."""
    assert deed.action.to  # a dispatch leads to a joint step
    posts = deed.setting.definition.steps[deed.action.to].handling_posts
    standing = standings(limits)
    return next(
        (
            each
            for each in limits[body].next
            if each not in called
            and not (each in standing and standing[each].is_full)
            and post_at(each, posts, deed.setting.on)
        ),
        None,
    )


def _call_instead(deed: Deed, called: list[int]) -> None:
    """What is asked of one is asked of whoever is called in its place."""
    moved = dict(zip(deed.inputs.organizations, called, strict=True))
    asks = {moved.get(body, body): ask for body, ask in deed.inputs.asks.items()}
    teams = {member: team for member, team in deed.inputs.teams.items() if member in called}
    deed.inputs = replace(deed.inputs, organizations=tuple(called), asks=asks, teams=teams)


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
