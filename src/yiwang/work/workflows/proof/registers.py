"""Whether the registers that a step names are there, and whether whoever the route register can
decide for is there in every area, with somebody at the post that the work goes to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.structure.organizations.queries import areas_without_function, ids_by_code
from yiwang.structure.posts.queries import organizations_without
from yiwang.structure.registers.capacities import EFFECT as CAPACITY
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.workflows.acts import Effect
from yiwang.work.workflows.ballots import EFFECT as BALLOT
from yiwang.work.workflows.checklists import CHECKLIST
from yiwang.work.workflows.definition.schema import Action, Definition, Step
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.graph import moves_of, path_to
from yiwang.work.workflows.proof.naming import listed

Scope = int | None  # the area that an entry is limited to


@dataclass(frozen=True, slots=True)
class Route:
    """What a route register can decide: functions with the areas they are decided for, and codes
    of single organizations."""

    register: str
    functions: set[tuple[str, Scope]] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)


OF_ACTIONS = {  # field of an action -> the effect of the register it names, and what is wrong else
    "checklist": (
        CHECKLIST,
        "checklist_is_one",
        _(
            "“{action}” of “{step}” has the items of “{register}” ticked off, and that register is "
            "no checklist: its effect is “{effect}”."
        ),
    ),
    "ballot": (
        BALLOT,
        "ballot_is_one",
        _(
            "“{action}” of “{step}” counts a vote by “{register}”, and that register says nothing "
            "of votes: its effect is “{effect}”."
        ),
    ),
}


def check_registers(definition: Definition, on: date) -> Iterator[Finding]:
    """Findings of the rules register_exists, checklist_is_one, ballot_is_one, capacity_is_one,
    route_served, route_known, route_staffed."""
    for key, step in definition.steps.items():
        named: list[tuple[tuple[str | int, ...], str | None]] = [
            (("triage",), step.triage),
            (("route",), step.route),
            (("one_thing",), step.one_thing),
            (("capacity",), step.capacity),
            (("delegation",), step.delegation),
            (("duties",), step.duties),
            *((("actions", n, "writes"), action.writes) for n, action in _all(step)),
            *((("actions", n, "gate"), action.gate) for n, action in _all(step)),
            *((("actions", n, "checklist"), action.checklist) for n, action in _all(step)),
            *((("actions", n, "ballot"), action.ballot) for n, action in _all(step)),
        ]
        for where, register in named:
            if register is not None and current_version(register, on) is None:
                sentence = _("“{step}” rests on the register “{register}”, and none is in force.")
                place = ("steps", key, *where)
                path, words = path_to(definition, key), {"step": key, "register": register}
                yield finding("register_exists", sentence, path=path, where=place, **words)
        yield from _of_another_effect(definition, key, step, on)
        yield from _no_capacity(definition, key, step, on)
        if step.route is not None:
            yield from _route(definition, key, _decided_by(step.route, on), on)


def _all(step: Step) -> Iterable[tuple[int, Action]]:
    return enumerate(step.actions)


def _of_another_effect(definition: Definition, key: str, step: Step, on: date) -> Iterator[Finding]:
    """Actions that name a register for what it does not say."""
    for number, action in _all(step):
        for name, (effect, code, sentence) in OF_ACTIONS.items():
            register = getattr(action, name)
            version = current_version(register, on) if register else None
            if version is None or version.register.effect == effect:
                continue
            words = {"step": key, "action": action.key, "register": register}
            where = ("steps", key, "actions", number, name)
            path, found = path_to(definition, key), version.register.effect
            yield finding(code, sentence, path=path, where=where, effect=found, **words)


def _no_capacity(definition: Definition, key: str, step: Step, on: date) -> Iterator[Finding]:
    sentence = _(
        "“{step}” looks in “{register}” for how much a body takes, and that register does not say: "
        "its effect is “{effect}”."
    )
    version = current_version(step.capacity, on) if step.capacity else None
    if version is not None and version.register.effect != CAPACITY:
        words = {"step": key, "register": step.capacity, "effect": version.register.effect}
        where = ("steps", key, "capacity")
        path = path_to(definition, key)
        yield finding("capacity_is_one", sentence, path=path, where=where, **words)


def _decided_by(register: str, on: date) -> Route:
    route, version = Route(register), current_version(register, on)
    for entry in entries_of(version.pk) if version else ():
        route.functions.update((each, entry.area_id) for each in functions_of(entry))
        if "organization" in entry.outcome:
            route.codes.add(entry.outcome["organization"])
    return route


def functions_of(entry: Entry) -> list[str]:
    """`functions = [lead, …]`, or `function = lead` for one alone."""
    named = entry.outcome.get("functions") or [entry.outcome.get("function", "")]
    return [function for function in named if function]


def _route(definition: Definition, key: str, route: Route, on: date) -> Iterator[Finding]:
    path, where = path_to(definition, key), ("steps", key, "route")
    words: dict[str, object] = {"register": route.register}
    for function, scope in sorted(route.functions, key=str):
        areas = areas_without_function(function, on, definition.area)
        if scope is not None:
            areas = areas.filter(ancestry__ancestor=scope)
        if missing := list(areas.values_list("name", flat=True)):
            sentence = _(
                "“{register}” sends to “{function}”; no such body serves {names} ({count} in all)."
            )
            more = {"function": function, **listed(missing)}
            yield finding("route_served", sentence, path=path, where=where, **words, **more)
    if unknown := sorted(route.codes - set(ids_by_code())) if route.codes else []:
        sentence = _("“{register}” sends to bodies that do not exist: {names} ({count} in all).")
        yield finding("route_known", sentence, path=path, where=where, **words, **listed(unknown))
    yield from _unstaffed(definition, key, route, on)


def _unstaffed(definition: Definition, key: str, route: Route, on: date) -> Iterator[Finding]:
    functions = {function for function, _scope in route.functions}
    for move in moves_of(definition):
        posts = definition.steps[move.target].handling_posts
        if move.source != key or move.act.effect is not Effect.ASSIGN or not posts:
            continue
        without = organizations_without(posts, functions, on, codes=route.codes)
        if missing := list(without.values_list("name", flat=True)):
            sentence = _(
                "“{register}” sends to bodies without anybody at a post “{post}”: "
                "{names} ({count} in all)."
            )
            path = (*path_to(definition, key), move.action, move.target)
            where = ("steps", move.target, "post")
            words = {"register": route.register, "post": posts[0], **listed(missing)}
            yield finding("route_staffed", sentence, path=path, where=where, **words)
