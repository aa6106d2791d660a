"""What the registers propose for a case, and why. A person decides."""

from dataclasses import dataclass
from datetime import date

from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import nearest_with_function
from yiwang.structure.registers.decide import Decision, Facts, decide
from yiwang.work.cases.models import Case
from yiwang.work.workflows.definition.store import definition_of_version


@dataclass(frozen=True, slots=True)
class TriageProposal:
    """`nature` is empty when no entry fits; `decision` says which entries were tried, and why."""

    nature: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class RouteProposal:
    """The bodies proposed, the lead first. `missing` are functions nobody nearby performs."""

    organizations: tuple[Organization, ...]
    missing: tuple[str, ...]
    decision: Decision


def triage_proposal(case: Case, on: date) -> TriageProposal | None:
    """The nature that the triage register of the workflow gives; None where there is none."""
    register = _register_of(case, "triage")
    if register is None:
        return None
    decision = decide(register, facts_of(case, on))
    nature = decision.entry.outcome.get("nature", "") if decision.entry else ""
    return TriageProposal(nature, decision)


def route_proposal(case: Case, on: date) -> RouteProposal | None:
    """The bodies that the route register of the workflow names; None where there is none."""
    register = _register_of(case, "route")
    if register is None:
        return None
    decision = decide(register, facts_of(case, on))
    found: list[Organization] = []
    missing: list[str] = []
    for function in _functions(decision):
        body = nearest_with_function(function, case.area_id, on) if case.area_id else None
        if body is None:
            missing.append(function)
        elif body not in found:
            found.append(body)
    return RouteProposal(tuple(found), tuple(missing), decision)


def route_of(case_id: int, on: date) -> int | None:
    """The body the route register would have lead, if any."""
    case = Case.objects.select_related("type", "run").get(pk=case_id)
    proposal = route_proposal(case, on)
    return proposal.organizations[0].pk if proposal and proposal.organizations else None


def facts_of(case: Case, on: date) -> Facts:
    """What registers look at in a case."""
    return Facts(
        kind=case.type.key if case.type else "",
        nature=case.nature,
        area_id=case.area_id,
        text=case.text,
        on=on,
    )


def _functions(decision: Decision) -> list[str]:
    """`functions = [lead, …]`, or `function = lead` for one alone."""
    outcome = decision.entry.outcome if decision.entry else {}
    named = outcome.get("functions") or [outcome.get("function", "")]
    return [function for function in named if function]


def _register_of(case: Case, effect: str) -> str | None:
    """The register the present step names, else the first step that names one."""
    if case.run is None:
        return None
    steps = definition_of_version(case.run.version_id).steps
    present = steps.get(case.run.step)
    named = [present, *steps.values()] if present else list(steps.values())
    return next((key for step in named if (key := getattr(step, effect))), None)
