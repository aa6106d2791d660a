"""What an act needs before it is carried out: an action its step offers, and inputs to use."""

from collections.abc import Iterator
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import ActorKind
from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.structure.organizations.queries import organization, works_on
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.deed import Deed, Standing, is_open
from yiwang.work.workflows.definition.schema import Action, Definition
from yiwang.work.workflows.subjects import Inputs, Situation

LONGEST_TEXT, LONGEST_REASON = 5000, 500
MISSING: dict[str, Sentence] = {
    "text": _("Please write here what the others need to know."),
    "reason": _("Please give the reason."),
    "kind": _("Please choose the type."),
    "nature": _("Please choose the nature."),
    "organizations": _("Please choose at least one office."),
    "photos": _("Please add a photo of the result."),
    "grade": _("Please choose a grade from 1 to 5."),
}
ORDER_REPLY = Action(
    act="reply_to_order",
    name="答复督办",
    name_en="Answer the order",
    says="督办单就此答复，事项照常办理",
    says_en="Answers the supervision order; the case goes on as it is",
)


class NotPossible(Refusal):
    """The step does not offer this action, or not any more."""

    code = "not_possible"


class OfStep(Protocol):
    """A task, or a line about one."""

    @property
    def step(self) -> str: ...
    @property
    def role(self) -> str: ...


def actions_of(definition: Definition, task: OfStep) -> list[Action]:
    """What the step offers on a task of this role."""
    if task.role == "supervised":
        return [ORDER_REPLY]
    offered = definition.steps[task.step].actions
    return [action for action in offered if ACTS[action.act].role == task.role]


def is_used_up(action: Action, step: str, counts: dict[str, int]) -> bool:
    """Whether it has been performed as often as one run allows."""
    return action.times is not None and counts.get(f"{step}.{action.key}", 0) >= action.times


def action_to_perform(standing: Standing, key: str) -> Action:
    """The action with this key. Refuses what the step does not offer to this actor now."""
    task, kind = standing.task, standing.actor.kind
    offered = {action.key: action for action in actions_of(standing.definition, task)}
    action = offered.get(key)
    if action is None or (action.act == "expire") != (kind is ActorKind.SYSTEM):
        raise NotPossible(_("This is not possible at this step. Choose one of the actions shown."))
    if is_used_up(action, task.step, standing.run.act_counts):
        raise NotPossible(
            _("This has been done as often as the rules allow. Choose another action.")
        )
    return action


def check_inputs(deed: Deed) -> None:
    """Refuses missing, overlong and contradictory inputs, all fields at once."""
    faults = dict(_faults(deed))
    if faults:
        raise Invalid(faults)


def needed_fields(action: Action, situation: Situation) -> set[str]:
    """The inputs that must be given; evidence is asked for as the type of the case says."""
    needs = {*ACTS[action.act].needs, *action.needs}
    if "evidence" in needs:
        needs.remove("evidence")
        needs |= {"photos"} if "photo" in situation.evidence else set()
    return needs


def _faults(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    inputs = deed.inputs
    yield from _too_long(inputs, deed.act.effect)
    yield from _unusable_organizations(deed)
    if inputs.grade is not None and not 1 <= inputs.grade <= 5:
        yield "grade", MISSING["grade"]
    for field in needed_fields(deed.action, deed.setting.situation):
        given = getattr(inputs, field)
        if not (given.strip() if isinstance(given, str) else given):
            yield field, MISSING[field]


def _too_long(inputs: Inputs, effect: Effect) -> Iterator[tuple[str, Sentence]]:
    asks = effect in {Effect.ASSIGN, Effect.REDIRECT}  # the text becomes what a task asks for
    longest = {"text": LONGEST_REASON if asks else LONGEST_TEXT, "reason": LONGEST_REASON}
    for field, most in longest.items():
        given = getattr(inputs, field)
        if len(given) > most:
            yield field, _("Please use at most %(most)d characters.") % {"most": most}
        elif "\x00" in given:
            yield field, _("This text has characters that cannot be stored. Please write it anew.")


def _unusable_organizations(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    named = deed.inputs.organizations
    if len(set(named)) < len(named):
        yield "organizations", _("Please name each office only once.")
    working = {each for each in named if works_on(each, deed.setting.on)}
    if len(working) < len(set(named)):
        yield "organizations", _("Not all of these offices exist any more. Choose from the list.")
    busy = {task.organization_id for task in deed.tasks if is_open(task)}
    for organization_id in working & busy:
        sentence = _("“%(name)s” is working on this already.")
        yield "organizations", sentence % {"name": organization(organization_id).name}
