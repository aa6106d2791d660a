"""Giving back: on what ground, how often, and when it is a dispute.

A return names a reason from the definition's list and the entry of the responsibility register that
the department relies on, or says that none covers it. A round at the joint step (from one dispatch
or rework to the next) has so many returns; a further one goes to the arbiter. What the arbiter
assigns is final: that department cannot return it again for as long as the run lasts.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal, Sentence
from yiwang.structure.registers.decide import Facts, decide
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import entry
from yiwang.work.workflows.deed import Deed, act_that_ended, last_round
from yiwang.work.workflows.definition.schema import Action, Definition
from yiwang.work.workflows.models import Ground, Task
from yiwang.work.workflows.subjects import NO_ENTRY


class Bound(Refusal):
    """An arbiter has said that this department is the one."""

    code = "bound"

    def __init__(self) -> None:
        super().__init__(
            _("The arbiter has decided that your office does this, so it cannot be returned again.")
        )


def route_register(definition: Definition) -> str | None:
    """The key of the register that says who is responsible, if the definition goes by one."""
    return next((step.route for step in definition.steps.values() if step.route), None)


def ground_needed(definition: Definition, action: Action) -> set[str]:
    """The inputs that make up the ground of this action, none for others."""
    needs: set[str] = set()
    if action.act == "return" and definition.return_reasons:
        needs.add("reason_code")
    if action.act in {"return", "assign_finally"} and route_register(definition):
        needs.add("entry")
    return needs


def ground_faults(deed: Deed) -> Iterator[tuple[str, Sentence]]:
    """What was chosen and is not there; what is missing is found like any other input."""
    definition, inputs = deed.setting.definition, deed.inputs
    needs = ground_needed(definition, deed.action)
    known = {reason.key for reason in definition.return_reasons}
    if "reason_code" in needs and inputs.reason_code and inputs.reason_code not in known:
        yield "reason_code", _("This reason is not in the list. Choose one from it.")
    is_named = "entry" in needs and inputs.entry not in ("", NO_ENTRY)
    if is_named and _entry_relied_on(deed) is None:
        yield "entry", _("The register has no such entry today. Choose one from the list.")


def ground_of(deed: Deed, *, is_disputed: bool = False) -> Ground:
    """The ground given with the act, to be written with it."""
    ruling = _deciding_entry(deed)
    return Ground(
        task=deed.task,
        reason_code=deed.inputs.reason_code,
        entry=_entry_relied_on(deed),
        against_id=ruling,
        is_disputed=is_disputed,
    )


def told_of(ground: Ground) -> dict[str, object]:
    """What the record of the act holds of it."""
    return {
        "reason_code": ground.reason_code,
        "entry": ground.entry.key if ground.entry else "",
        "disputed": ground.is_disputed,
    }


def is_limit_used(definition: Definition, tasks: Sequence[Task], step: str) -> bool:
    """Whether this round has had all its returns, so that the next one is a dispute."""
    most = definition.steps[step].returns
    returned = [
        task
        for task in last_round(list(tasks), step)
        if task.role == "handler" and act_that_ended(definition, task) == "return"
    ]
    return most is not None and len(returned) >= most


def is_bound(definition: Definition, tasks: Sequence[Task], task: Task) -> bool:
    """Whether an arbiter has assigned this to the department of the task."""
    ruled = {
        each.follows_id
        for each in tasks
        if each.role == "arbiter" and act_that_ended(definition, each) == "assign_finally"
    }
    return task.role == "handler" and any(
        each.follows_id in ruled and each.organization_id == task.organization_id
        for each in tasks
        if each.role == "handler"
    )


def _entry_relied_on(deed: Deed) -> Entry | None:
    register, key = route_register(deed.setting.definition), deed.inputs.entry
    if register is None or key in ("", NO_ENTRY):
        return None
    return entry(register, key, deed.setting.on)


def _deciding_entry(deed: Deed) -> int | None:
    """The id of the entry by which the department was proposed."""
    register, situation = route_register(deed.setting.definition), deed.setting.situation
    if register is None:
        return None
    facts = Facts(
        kind=situation.kind,
        nature=situation.nature,
        area_id=situation.area_id,
        text=situation.text,
        on=deed.setting.on,
    )
    ruling = decide(register, facts).entry
    return ruling.id if ruling else None
