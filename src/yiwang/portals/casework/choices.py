"""What the forms of acts offer to choose from: types, natures, offices; and what the registers
propose, with their reasons. A proposal is preselected, never decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yiwang.portals.casework.natures import Nature, natures
from yiwang.structure.organizations.queries import with_function_near
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.proposals import RouteProposal, TriageProposal
from yiwang.work.cases.queries import (
    Offered,
    offered_types,
    route_proposal,
    suggested_types,
    triage_proposal,
)
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


@dataclass(frozen=True, slots=True)
class BodyChoices:
    """For forms that ask for offices; the first of those proposed leads."""

    bodies: list[Body]
    chosen: list[int]
    proposal: RouteProposal | None = None


def triage_choices(case: Case, on: date) -> TriageChoices:
    """What triage offers for this case."""
    proposal = triage_proposal(case, on)
    suggested = suggested_types(case.text)
    own = case.type.key if case.type else ""
    return TriageChoices(
        kinds=offered_types(),
        kind=own or (suggested[0].key if suggested else ""),
        suggested=suggested,
        natures=natures(on),
        nature=case.nature or (proposal.nature if proposal else ""),
        proposal=proposal,
    )


def offices_to_call(case: Case, tasks: Sequence[TaskLine], on: date) -> BodyChoices:
    """Every department that answers for the place, those the register proposes first.

    Those at work on it already cannot be called again; those who gave it back are not proposed.
    """
    if case.area_id is None:
        return BodyChoices([], [])
    proposal = route_proposal(case, on)
    proposed = [body.pk for body in proposal.organizations] if proposal else []
    busy = {task.organization_id for task in tasks if task.role == "handler" and task.is_open}
    refused = {task.organization_id for task in tasks if task.state in {"returned", "released"}}
    near = {body.pk: body.name for body in with_function_near(case.area_id, on)}
    near |= {body.pk: body.name for body in proposal.organizations} if proposal else {}
    free = dict.fromkeys(body for body in [*proposed, *near] if body not in busy)
    ordered = sorted(free, key=lambda body: body in refused)
    bodies = [Body(pk, near[pk], pk in proposed, pk in refused) for pk in ordered]
    chosen = [body.id for body in bodies if body.is_proposed and not body.has_refused]
    return BodyChoices(bodies, chosen, proposal)


def offices_that_handled(tasks: Sequence[TaskLine]) -> BodyChoices:
    """The departments whose results can be sent back to them: all of them unless chosen."""
    finished = {
        task.organization_id: task.organization_label
        for task in tasks
        if task.role == "handler" and task.state == "done" and task.organization_id
    }
    return BodyChoices([Body(pk, name) for pk, name in finished.items()], list(finished))
