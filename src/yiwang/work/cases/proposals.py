"""What the registers propose for a case, and why. A person decides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.structure.managing.queries import managed_areas, managers_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import nearest_with_function
from yiwang.structure.registers.capacities import rooms
from yiwang.structure.registers.decide import Decision, Facts, decide
from yiwang.work.cases.models import Case, Placement
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.overflow import Standing, rooms_at


@dataclass(frozen=True, slots=True)
class TriageProposal:
    """`nature` is empty when no entry fits; `decision` says which entries were tried, and why."""

    nature: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class RouteProposal:
    """The bodies proposed, the lead first. `missing` are functions nobody nearby performs;
    `delegated` says which level acts, where a register of the workflow says so; `managers` are the
    bodies that manage the dedicated area it lies in, by line."""

    organizations: tuple[Organization, ...]
    missing: tuple[str, ...]
    decision: Decision
    delegated: Decision | None = None
    managers: tuple[tuple[str, Organization], ...] = ()


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
    facts = facts_of(case, on)
    decision, delegated = decide(register, facts), _delegated(case, facts)
    functions, level = _who_acts(decision, delegated)
    found: list[Organization] = []
    missing: list[str] = []
    for function in functions:
        body = nearest_with_function(function, case.area_id, on, level) if case.area_id else None
        if body is None:
            missing.append(function)
        elif body not in found:
            found.append(body)
    managers = _managers(case, on)
    found += [body for line, body in managers if _joins(line, found) and body not in found]
    return RouteProposal(tuple(found), tuple(missing), decision, delegated, managers)


def _managers(case: Case, on: date) -> tuple[tuple[str, Organization], ...]:
    """Who manages the dedicated area that the case lies in; of several, the first by net."""
    managed = managed_areas(on)
    if not managed:
        return ()
    placed = Placement.objects.filter(case=case, area__in=managed).order_by("net__key")
    area_id = placed.values_list("area", flat=True).first()
    return managers_of(area_id, on) if area_id else ()


def _joins(line: str, found: list[Organization]) -> bool:
    """The line that runs the place always joins; the one of the ground has the case by its area,
    and is asked where nobody else is named."""
    return line == "sector" or not found


def _delegated(case: Case, facts: Facts) -> Decision | None:
    """What the register of delegations says, where an entry of it fits."""
    register = _register_of(case, "delegation")
    decision = decide(register, facts) if register else None
    return decision if decision and decision.entry else None


def _who_acts(decision: Decision, delegated: Decision | None) -> tuple[list[str], str]:
    """The functions and the level at which their bodies act: those that power was moved to, else
    those of the route register; no level: the nearest."""
    entry = delegated.entry if delegated else None
    moved = _functions(delegated) if delegated else []
    ruling = entry or decision.entry
    return moved or _functions(decision), ruling.outcome.get("level", "") if ruling else ""


@dataclass(frozen=True, slots=True)
class OneThingTask:
    """What one body has to do for the one thing, and in which time of its own."""

    organization: Organization
    demand: str
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class OneThing:
    """A template that fits the case: several tasks at once, the lead first, one closure.

    `missing` are functions nobody nearby performs.
    """

    key: str
    title: str
    title_en: str
    tasks: tuple[OneThingTask, ...]
    missing: tuple[str, ...]
    decision: Decision


def one_thing_of(case: Case, on: date) -> OneThing | None:
    """The template of the workflow's register that fits the case; None where none does."""
    register = _register_of(case, "one_thing")
    decision = decide(register, facts_of(case, on)) if register else None
    if decision is None or decision.entry is None or case.area_id is None:
        return None
    found: dict[int, OneThingTask] = {}
    missing: list[str] = []
    for part in decision.entry.outcome.get("tasks", []):
        body = nearest_with_function(part["function"], case.area_id, on)
        if body is None:
            missing.append(part["function"])
        else:
            found.setdefault(body.pk, OneThingTask(body, part.get("demand", ""), _limit(part)))
    entry = decision.entry
    return OneThing(
        entry.key, entry.title, entry.title_en, tuple(found.values()), tuple(missing), decision
    )


def _limit(part: Mapping[str, Any]) -> Limit | None:  # Any: as the entry says it
    if "value" not in part:
        return None
    return Limit(Decimal(str(part["value"])), ClockKind(part["clock"]))


def rooms_of(case: Case, on: date) -> dict[int, Standing]:
    """How full the bodies are that the register of the present step says something of."""
    return rooms_at(_capacity_of(case), on)


def following_of(case: Case, near: Collection[int], on: date) -> list[int]:
    """Those that the work goes on to once one of these is full."""
    register = _capacity_of(case)
    limits = rooms(register, on) if register else {}
    return [each for body in near if body in limits for each in limits[body].next]


def _capacity_of(case: Case) -> str | None:
    if case.run is None:
        return None
    step = definition_of_version(case.run.version_id).steps.get(case.run.step)
    return step.capacity if step else None


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
