"""What the forms of acts offer to choose from: types, natures, offices; and what the registers
propose, with their reasons. A proposal is preselected, never decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from yiwang.portals.casework.calling import CLOCKS, Asked
from yiwang.portals.casework.natures import Nature, natures
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import (
    names_of,
    organization,
    team_members,
    teams_near,
    with_function_near,
)
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.proposals import (
    RouteProposal,
    TriageProposal,
    following_of,
    rooms_of,
)
from yiwang.work.cases.queries import (
    Offered,
    OneThing,
    offered_types,
    one_thing_of,
    route_proposal,
    suggested_types,
    triage_proposal,
)
from yiwang.work.workflows.overflow import Standing
from yiwang.work.workflows.queries import TaskLine

MOST_UNFOLDED = 6  # offices in sight; of more, only those proposed


@dataclass(frozen=True, slots=True)
class TriageChoices:
    """For forms that ask for type and nature."""

    kinds: list[Offered]
    kind: str  # preselected: the case's own, else the first that its words suggest
    suggested: list[CaseType]
    natures: list[Nature]
    nature: str  # preselected: the case's own, else the register's
    proposal: TriageProposal | None


@dataclass(frozen=True, slots=True)
class Body:
    """An office that can be chosen. `is_proposed`: by the route register."""

    id: int
    name: str
    is_proposed: bool = False
    has_refused: bool = False  # gave it back before
    has_handled: bool = False  # finished it before: it would be rework
    members: tuple[str, ...] = ()  # of a joint team, the lead first
    standing: Standing | None = None  # how full it is, where a register says what it takes

    @property
    def number(self) -> int:
        """How many offices get a task when it is called."""
        return len(self.members) or 1


@dataclass(frozen=True, slots=True)
class BodyChoices:
    """For forms that ask for offices; the first of those proposed leads."""

    bodies: list[Body]
    chosen: list[int]
    proposal: RouteProposal | None = None
    asks: Mapping[int, Asked] = field(default_factory=dict)  # by office, as a template says
    one_thing: OneThing | None = None  # the template that fits

    @property
    def are_limited(self) -> bool:
        """Whether a register says how much any of them takes."""
        return any(body.standing for body in self.bodies)


def triage_choices(case: Case, on: date) -> TriageChoices:
    """What triage offers for this case."""
    proposal = triage_proposal(case, on)
    side = Beginner(case.channel, timezone.now())
    suggested = suggested_types(case.text, side)
    own = case.type.key if case.type else ""
    return TriageChoices(
        kinds=offered_types(side),
        kind=own or (suggested[0].key if suggested else ""),
        suggested=suggested,
        natures=natures(on),
        nature=case.nature or (proposal.nature if proposal else ""),
        proposal=proposal,
    )


def offices_to_call(case: Case, tasks: Sequence[TaskLine], on: date) -> BodyChoices:
    """Every department that answers for the place: those that handled it before, then those the
    register proposes.

    Those at work on it already cannot be called again; those who gave it back are not proposed.
    """
    if case.area_id is None:
        return BodyChoices([], [])
    proposal, one_thing = route_proposal(case, on), one_thing_of(case, on)
    wanted = _wanted(proposal, one_thing)
    proposed = [body.pk for body in wanted]
    busy = {task.organization_id for task in tasks if task.role == "handler" and task.is_open}
    refused = {task.organization_id for task in tasks if task.state in {"returned", "released"}}
    handled = {task.organization_id: task.organization_label for task in tasks if _is_done(task)}
    near = {body.pk: body.name for body in with_function_near(case.area_id, on)}
    near |= {body.pk: body.name for body in wanted}
    near |= {pk: name for pk, name in handled.items() if pk}
    near |= names_of(set(following_of(case, near, on)) - near.keys())
    free = dict.fromkeys(body for body in [*handled, *proposed, *near] if body and body not in busy)
    ordered = sorted(free, key=lambda body: body in refused)
    rooms = rooms_of(case, on)
    bodies = [
        Body(pk, near[pk], pk in proposed, pk in refused, pk in handled, standing=rooms.get(pk))
        for pk in ordered
    ]
    bodies += _teams(case.area_id, busy, on)
    chosen = [body.id for body in bodies if body.has_handled] or [
        body.id for body in bodies if body.is_proposed and not body.has_refused
    ]
    return BodyChoices(bodies, chosen, proposal, _asked(one_thing), one_thing)


def _wanted(route: RouteProposal | None, one_thing: OneThing | None) -> list[Organization]:
    """Whom the template of the one thing names, else whom the route register does."""
    if one_thing is not None:
        return [task.organization for task in one_thing.tasks]
    return list(route.organizations) if route else []


def _asked(one_thing: OneThing | None) -> dict[int, Asked]:
    """What the template asks of each one, to be changed or confirmed."""
    return {
        task.organization.pk: Asked(
            task.demand,
            f"{task.limit.value.normalize():f}" if task.limit else "",
            task.limit.kind.value if task.limit else CLOCKS[0],
        )
        for task in (one_thing.tasks if one_thing else ())
    }


def _is_done(task: TaskLine) -> bool:
    return task.role == "handler" and task.state == "done"


def offices_at_work(tasks: Sequence[TaskLine]) -> BodyChoices:
    """The departments at work on it now, the lead first: one to let go, or one to lead."""
    at_work = [task for task in tasks if task.role == "handler" and task.is_open]
    ordered = sorted(at_work, key=lambda task: not task.is_lead)
    return BodyChoices(
        [
            Body(each.organization_id, each.organization_label)
            for each in ordered
            if each.organization_id
        ],
        [],
    )


def _teams(area_id: int, busy: set[int | None], on: date) -> list[Body]:
    """The joint teams that answer for the place and are free as a whole, with their members."""
    return [
        Body(team.pk, team.name, members=tuple(organization(each).name for each in members))
        for team in teams_near(area_id, on)
        if (members := team_members(team.pk, on)) and not busy & set(members)
    ]


def offices_that_handled(tasks: Sequence[TaskLine]) -> BodyChoices:
    """The departments whose results can be sent back to them: all of them unless chosen."""
    finished = {
        task.organization_id: task.organization_label
        for task in tasks
        if _is_done(task) and task.organization_id
    }
    return BodyChoices([Body(pk, name) for pk, name in finished.items()], list(finished))
