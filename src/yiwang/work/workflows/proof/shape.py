"""Every kind of step needs some settings and acts, and has no use for others.

What would have no effect is refused as well: its writer believed that it had one.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.definition.schema import Action, Definition, Step, TimeLimit
from yiwang.work.workflows.proof.finding import Finding, at_step, finding
from yiwang.work.workflows.proof.graph import LEADING_EFFECTS, OPENING_EFFECTS

ROLES: dict[str, set[str]] = {  # kind of step -> whose acts it may offer
    "single": {"actor"},
    "joint": {"handler", "coordinator", "arbiter"},
    "publication": {"publisher"},
    "reporter": {"reporter"},
    "end": set(),
}
NEEDED = {  # kind of step -> settings it cannot do without
    "single": ("post",),
    "joint": ("post", "when_done"),
    "publication": ("post", "resolve"),
    "reporter": ("resolve",),
    "end": ("outcome",),
}
NEEDED_ACTS: dict[str, set[str]] = {
    "single": set(),
    "joint": {"finish"},
    "publication": {"end_publication"},
    "reporter": {"expire"},
    "end": set(),
}
RETURNING = ("returns", "arbiter", "arbitrate")
OF_ONE_POST = (
    "stays",
    "after_hours",
    "beginner",
    "triage",
    "route",
    "delegation",
    "duties",
    "one_thing",
    "capacity",
    "outside",
)
IDLE = {  # kind of step -> settings that would have no effect
    "single": (
        *RETURNING,
        *("also", "coordinator", "when_done", "acknowledge", "stage_signed", "outcome"),
    ),
    "joint": (*OF_ONE_POST, "outcome"),
    "publication": (
        *RETURNING,
        *("also", "coordinator", "when_done", "acknowledge", "stage_signed", "outcome"),
        *("triage", "route", "delegation", "duties", "one_thing", "capacity", "outside"),
        "escalate",
    ),
    "reporter": (
        *(*RETURNING, *OF_ONE_POST),
        *("on_duty", "post", "also", "coordinator", "when_done", "acknowledge", "stage_signed"),
        *("escalate", "not_by", "outcome"),
    ),
    "end": (
        *(*RETURNING, *OF_ONE_POST),
        *("on_duty", "post", "also", "coordinator", "when_done", "acknowledge", "stage_signed"),
        *("resolve", "escalate", "not_by"),
    ),
}


def check_shape(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules that a step's settings and acts have to follow, whatever its ways."""
    for key, step in definition.steps.items():
        yield from _needed(key, step)
        yield from _idle(key, step)
        yield from _limits(definition, key, step)
        yield from _asked_after(key, step)
        for index, action in enumerate(step.actions):
            yield from _act_fits(key, step, index, action)
            yield from _act_leads(key, index, action)
        yield from _joint_is_dispatched_to(definition, key, step)
    yield from _start(definition)


def _needed(key: str, step: Step) -> Iterator[Finding]:
    sentence = _("“{step}” is a step of the kind “{kind}” and needs “{missing}”.")
    for setting in NEEDED[step.kind]:
        if not (getattr(step, setting) or (setting == "post" and step.beginner)):
            yield at_step("setting_missing", sentence, key, kind=step.kind, missing=setting)
    acts = {action.act for action in step.actions}
    signs = step.kind == "joint" and (step.acknowledge or step.stage_signed)
    for act in sorted(NEEDED_ACTS[step.kind] | ({"acknowledge"} if signs else set())):
        if act not in acts:
            yield at_step("act_missing", sentence, key, kind=step.kind, missing=act)
    if step.kind == "joint" and "return" in acts and not _can_redirect(step, acts):
        sentence = _("Tasks of “{step}” can be returned: it needs “coordinator” and “redirect”.")
        yield at_step("returns_have_a_way", sentence, key)
    if step.kind == "joint":
        yield from _disputes(key, step, acts)


def _disputes(key: str, step: Step, acts: set[str]) -> Iterator[Finding]:
    """A limit on returns leads to an arbiter, and an arbiter is asked only where there is one."""
    wanted = {
        "returns": step.returns,
        "arbiter": step.arbiter,
        "arbitrate": step.arbitrate,
        "assign_finally": "assign_finally" in acts,
        "return": "return" in acts,
    }
    limits = step.returns or step.arbiter or step.arbitrate or wanted["assign_finally"]
    sentence = _("Returns of “{step}” are limited, so it needs “{missing}” for what is disputed.")
    for setting, given in wanted.items():
        if limits and not given:
            yield at_step("disputes_have_an_arbiter", sentence, key, missing=setting)


def _can_redirect(step: Step, acts: set[str]) -> bool:
    return step.coordinator is not None and "redirect" in acts


def _idle(key: str, step: Step) -> Iterator[Finding]:
    sentence = _("“{setting}” has no effect in “{step}”, which is a step of the kind “{kind}”.")
    for setting in IDLE[step.kind]:
        if getattr(step, setting):
            yield at_step("setting_idle", sentence, key, setting, setting=setting, kind=step.kind)
    if step.escalate and not (step.resolve or step.acknowledge):
        sentence = _("“{step}” says who is told when it is late, but has no limit.")
        yield at_step("limit_missing", sentence, key, "escalate")


def _limits(definition: Definition, key: str, step: Step) -> Iterator[Finding]:
    for purpose, limit in _limits_of(step):
        if limit is None:
            continue
        if not definition.calendar:
            sentence = _("“{step}” has a limit, and the workflow names no calendar to count by.")
            yield at_step("limit_has_a_calendar", sentence, key, purpose)
        if limit.remind is not None and limit.remind >= limit.value:
            sentence = _("“{step}” reminds earlier than its limit begins to run.")
            yield at_step("reminder_in_time", sentence, key, purpose, "remind")


def _asked_after(key: str, step: Step) -> Iterator[Finding]:
    """What is decided outside has no limit of ours, so somebody here has to keep asking."""
    if step.outside and step.kind == "single" and step.resolve is None:
        sentence = _("“{step}” is outside: it needs “resolve”, when its post asks how it stands.")
        yield at_step("outside_is_asked_after", sentence, key)


def _limits_of(step: Step) -> list[tuple[str, TimeLimit | None]]:
    return [(name, getattr(step, name)) for name in ("acknowledge", "resolve", "arbitrate")]


def _act_fits(key: str, step: Step, index: int, action: Action) -> Iterator[Finding]:
    if step.kind == "end":
        sentence = _("“{step}” is an end, so nothing can be done there: “{act}” has to go.")
        yield at_step("nothing_after_the_end", sentence, key, "actions", index, act=action.act)
    elif not ACTS[action.act].roles & ROLES[step.kind]:
        sentence = _("“{act}” cannot be done in “{step}”, which is a step of the kind “{kind}”.")
        words = {"act": action.act, "kind": step.kind}
        yield at_step("act_fits", sentence, key, "actions", index, "act", **words)


def _act_leads(key: str, index: int, action: Action) -> Iterator[Finding]:
    act = ACTS[action.act]
    place = ("actions", index)
    leads = act.effect in LEADING_EFFECTS
    if leads and action.to is None:
        sentence = _("“{action}” of “{step}” needs “to”: the step that it leads to.")
        yield at_step("act_leads", sentence, key, *place, action=action.key)
    if (action.to and not leads) or (action.to_dissatisfied and action.act != "rate"):
        sentence = _("“{action}” of “{step}” leads nowhere, whatever stands after “to”.")
        yield at_step("act_leads", sentence, key, *place, action=action.key)
    if bool(action.writes) != (act.effect in {Effect.ENTER, Effect.STRIKE}):
        sentence = _("“writes” goes with “enter” and “strike”: look at “{action}” of “{step}”.")
        yield at_step("writes_fits", sentence, key, *place, action=action.key)
    if bool(action.share) != (act.effect is Effect.HASTEN):
        sentence = _("“share” goes with “mark_urgent”: look at “{action}” of “{step}”.")
        yield at_step("share_fits", sentence, key, *place, action=action.key)
    if action.checklist and (act.by_system or act.role == "reporter"):
        sentence = _("Nobody of staff does “{action}” of “{step}”, so that nothing is ticked off.")
        yield at_step("setting_idle", sentence, key, *place, "checklist", action=action.key)
    moves = act.effect is Effect.MOVE and not act.by_system and act.role != "reporter"
    if bool(action.ballot) != bool(action.to_rejected) or (action.ballot and not moves):
        sentence = _("“ballot” goes with “to_rejected” on what staff do: “{action}” of “{step}”.")
        yield at_step("vote_leads", sentence, key, *place, action=action.key)
    if action.gate and "organizations" not in act.needs:
        sentence = _("“{action}” of “{step}” names no organizations for the gate to look at.")
        yield at_step("setting_idle", sentence, key, *place, "gate", action=action.key)


def _joint_is_dispatched_to(definition: Definition, key: str, step: Step) -> Iterator[Finding]:
    """Only dispatch and rework name the handlers that a joint step consists of."""
    sentence = _(
        "“{act}” leads from “{step}” to “{target}”: dispatch and rework lead to joint steps, "
        "and nothing else does."
    )
    kinds = {name: other.kind for name, other in definition.steps.items()}
    for index, action in enumerate(step.actions):
        opens = ACTS[action.act].effect in OPENING_EFFECTS
        for target in (action.to, action.to_dissatisfied, action.to_rejected):
            if target in kinds and (kinds[target] == "joint") != opens:
                words = {"act": action.act, "target": target}
                yield at_step("joint_entered", sentence, key, "actions", index, "to", **words)
    if step.when_done and kinds.get(step.when_done) == "joint":
        words = {"act": "when_done", "target": step.when_done}
        yield at_step("joint_entered", sentence, key, "when_done", **words)


def _start(definition: Definition) -> Iterator[Finding]:
    for where, key in (
        ("start", definition.start),
        ("start_in_emergency", definition.start_in_emergency or definition.start),
    ):
        yield from _fits_as_start(where, key, definition.steps.get(key))


def _fits_as_start(where: str, key: str, start: Step | None) -> Iterator[Finding]:
    if start is not None and start.kind in ("joint", "publication", "end"):
        sentence = _("The workflow cannot start at “{step}”, which is a step of the kind “{kind}”.")
        yield finding("start_fits", sentence, where=(where,), step=key, kind=start.kind)
    if start is not None and start.outside:
        sentence = _("The workflow cannot start at “{step}”, which is outside: nobody has it yet.")
        yield finding("start_fits", sentence, where=(where,), step=key)
