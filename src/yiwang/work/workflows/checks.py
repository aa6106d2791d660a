"""What an act needs before it is carried out: an action its step offers, and inputs to use."""

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import ActorKind
from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.structure.organizations.queries import organization, works_on
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.asking import OfStep, asks_of
from yiwang.work.workflows.ballots import contradicting
from yiwang.work.workflows.calls import CALLING, faults_of_call
from yiwang.work.workflows.checklists import unticked
from yiwang.work.workflows.deed import Deed, Standing, is_open
from yiwang.work.workflows.definition.schema import Action, Definition
from yiwang.work.workflows.evidence import demands, lacking
from yiwang.work.workflows.numbers import is_storable
from yiwang.work.workflows.returns import ground_faults, ground_needed
from yiwang.work.workflows.sides import SIDES, is_beside
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.wording import in_words

LONGEST_TEXT, LONGEST_REASON = 5000, 500
LARGEST_AMOUNT, MOST_PEOPLE = 999_999_999_999, 1_000_000
MISSING: dict[str, Sentence] = {
    "text": _("Please write here what the others need to know."),
    "reason": _("Please give the reason."),
    "kind": _("Please choose the type."),
    "nature": _("Please choose the nature."),
    "organizations": _("Please choose at least one office."),
    "photos": _("Please add a photo of the result."),
    "documents": _("Please add a picture of the paper."),
    "grade": _("Please choose a grade from 1 to 5."),
    "reason_code": _("Please choose the kind of reason."),
    "entry": _("Please choose the entry of the register that applies, or say that none does."),
    "value": _("Please say how much more time, as a number above 0."),
    "until": _("Please choose the day."),
    "amount": _("Please say how much money it is about, as a number above 0."),
    "people": _("Please say how many people it concerns, from 2 on."),
    "cost": _("Please say what it cost the parties, in yuan: 0 if nothing."),
    "words": _("Please write the words by which it is known again."),
    "parts": _("Please say what the parts are."),
    "objection": _("Please choose the objection that you answer."),
    "whistle": _("Please choose what the whistle is for."),
}


class SetAside(Refusal):
    """The whole run rests until a day."""

    code = "set_aside"

    def __init__(self, until: datetime) -> None:
        sentence = _("This is set aside until %(day)s. To go on with it, take it up again first.")
        super().__init__(sentence % {"day": date_format(timezone.localdate(until))})


class NotPossible(Refusal):
    """The step does not offer this action, or not any more."""

    code = "not_possible"


def actions_of(definition: Definition, task: OfStep) -> list[Action]:
    """What the step offers on a task of this role, and what can be asked for there."""
    if side := SIDES.get(task.role):
        return list(side.actions)
    offered = definition.steps[task.step].actions
    own = [action for action in offered if task.role in ACTS[action.act].roles]
    return own + asks_of(definition, task)


def holds_still(action: Action, task: OfStep) -> bool:
    """Whether this cannot be done while everything is set aside: what is beside the steps can."""
    return not is_beside(task.role) and ACTS[action.act].effect is not Effect.RESUME


def is_used_up(action: Action, step: str, counts: dict[str, int]) -> bool:
    """Whether it has been performed as often as one run allows."""
    return action.times is not None and counts.get(f"{step}.{action.key}", 0) >= action.times


def action_to_perform(standing: Standing, key: str) -> Action:
    """The action with this key. Refuses what the step does not offer to this actor now."""
    task, kind = standing.task, standing.actor.kind
    offered = {action.key: action for action in actions_of(standing.definition, task)}
    action = offered.get(key)
    if standing.run.deferred_until and action and holds_still(action, task):
        raise SetAside(standing.run.deferred_until)
    if action is None or ACTS[action.act].by_system != (kind is ActorKind.SYSTEM):
        raise NotPossible(_("This is not possible at this step. Choose one of the actions shown."))
    if kind is ActorKind.REPORTER and (due := _over_since(standing)):
        raise NotPossible(
            _("The time to decide was over on %(when)s.")
            % {"when": date_format(timezone.localtime(due), "DATETIME_FORMAT")}
        )
    if is_used_up(action, task.step, standing.run.act_counts):
        raise NotPossible(
            _("This has been done as often as the rules allow. Choose another action.")
        )
    return action


def _over_since(standing: Standing) -> datetime | None:
    """When the reporter's time ran out: the window is the server's, not the sweep's."""
    due = [
        clock.due_at
        for clock in standing.clocks
        if clock.task_id == standing.task.pk and clock.due_at < standing.now
    ]
    return due[0] if due else None


def check_inputs(deed: Deed) -> None:
    """Refuses missing, overlong and contradictory inputs, all fields at once."""
    faults = dict(_faults(deed))
    if faults:
        raise Invalid(faults)


def needed_fields(action: Action, evidence: Collection[str], definition: Definition) -> set[str]:
    """The inputs that must be given; evidence is asked for as the type of the case says."""
    needs = {*ACTS[action.act].needs, *action.needs, *ground_needed(definition, action)}
    if "evidence" in needs:
        needs.remove("evidence")
        needs |= {demand.kind.input for demand in demands(evidence)}
    return needs


def asks_for_evidence(action: Action) -> bool:
    """Whether the action needs what the type of the case asks a result to be shown by."""
    return "evidence" in {*ACTS[action.act].needs, *action.needs}


def _faults(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    inputs = deed.inputs
    yield from _too_long(inputs, deed.act.effect)
    yield from _unusable_organizations(deed)
    yield from faults_of_call(deed)
    yield from _other_way(deed)
    if inputs.grade is not None and not 1 <= inputs.grade <= 5:
        yield "grade", MISSING["grade"]
    yield from _unusable_numbers(inputs)
    yield from ground_faults(deed)
    situation, definition = deed.setting.situation, deed.setting.definition
    for field in needed_fields(deed.action, situation.evidence, definition) & MISSING.keys():
        given = getattr(inputs, field)
        if _is_missing(given):
            yield field, MISSING[field]
    if asks_for_evidence(deed.action):
        yield from lacking(situation.evidence, inputs)
    if deed.checklist:
        yield from unticked(deed.checklist, inputs)
    if deed.ballot:
        yield from contradicting(deed.ballot, inputs.votes)


def _is_missing(given: object) -> bool:
    """Nought is an answer: what is no number above it, where it has to be, is refused as such."""
    if isinstance(given, Decimal):
        return False
    return not (given.strip() if isinstance(given, str) else given)


def _unusable_numbers(inputs: Inputs) -> Iterator[tuple[str, Sentence]]:
    amount, people, cost = inputs.amount, inputs.people, inputs.cost
    if amount is not None and not is_storable(amount, LARGEST_AMOUNT):
        yield "amount", MISSING["amount"]
    if people is not None and not 2 <= people <= MOST_PEOPLE:
        yield "people", MISSING["people"]
    if cost and not is_storable(cost, LARGEST_AMOUNT):  # nought is an answer
        yield "cost", MISSING["cost"]


def _other_way(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    """The nature decides the way: which actions are for it, where this one is not."""
    nature, only = deed.inputs.nature or deed.setting.situation.nature, deed.action.only
    if not only or not nature or nature in only:
        return
    ways = [in_words(each.name, each.name_en) for each in deed.step.actions if nature in each.only]
    said = _("What is of this nature does not go this way. Choose: %(ways)s.")
    none = _("What is of this nature does not go this way. Choose another nature or another way.")
    yield "nature", said % {"ways": str(_(", ")).join(ways)} if ways else none


def _too_long(inputs: Inputs, effect: Effect) -> Iterator[tuple[str, Sentence]]:
    asks = effect in CALLING  # the text becomes what a task asks for
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
    open_tasks = [task for task in deed.tasks if is_open(task) and not is_beside(task.role)]
    busy = {task.organization_id for task in open_tasks} if deed.act.effect in CALLING else set()
    for organization_id in working & busy:
        sentence = _("“%(name)s” is working on this already.")
        yield "organizations", sentence % {"name": organization(organization_id).name}
