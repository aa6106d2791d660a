"""The gate: a register that must admit an organization before it may be given something; and the
list of duties: what a level does no more, or does not lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.registers.decide import Facts
from yiwang.structure.registers.duties import why_no_duty
from yiwang.structure.registers.gate import gate_allows
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.calls import CALLING
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class Refused:
    """A body that may not be asked, and which entry is missing."""

    organization_id: int
    said: str


class NotAdmitted(Invalid):
    """A gate refuses bodies; with what is kept of that once the act is rolled back."""

    def __init__(self, deed: Deed, register: str, kind: str, refused: Sequence[Refused]) -> None:
        super().__init__({"organizations": _with_help(deed.action, refused[0].said)})
        post = deed.task.post
        self.run_id, self.asker_id = deed.run.pk, post.organization_id if post else None
        self.register, self.kind, self.refused, self.actor = register, kind, refused, deed.actor


def check_admission(deed: Deed) -> None:
    """Refuses organizations that may not be called for this, in the words of the register."""
    if not deed.inputs.organizations or deed.act.effect not in CALLING:
        return
    situation = deed.setting.situation
    facts = Facts(
        kind=deed.inputs.kind or situation.kind,
        kind_name="" if deed.inputs.kind else situation.kind_name,
        nature=deed.inputs.nature or situation.nature,
        area_id=situation.area_id,
        text=situation.text,
        on=deed.setting.on,
    )
    _check_gate(deed, facts)
    _check_duties(deed, facts)


def _check_duties(deed: Deed, facts: Facts) -> None:
    steps = deed.setting.definition.steps
    duties = next((step.duties for step in (deed.step, *steps.values()) if step.duties), None)
    leads = deed.act.effect is Effect.ASSIGN
    if duties and (why := why_no_duty(duties, deed.inputs.organizations, facts, leads=leads)):
        raise Invalid({"organizations": why})


def _check_gate(deed: Deed, facts: Facts) -> None:
    gate = _gate(deed)
    if gate is None:
        return
    refused = []
    for organization_id in deed.inputs.organizations:
        try:
            answer = gate_allows(gate, organization_id, facts)
        except NotFound as unknown:
            raise Invalid({"organizations": unknown.sentence}) from None
        if not answer:
            refused.append(Refused(organization_id, answer.sentence))
    if refused:
        raise NotAdmitted(deed, gate, facts.kind, refused)


def _with_help(action: Action, sentence: str) -> str:
    """The refusal, and what can be done about it."""
    return f"{sentence} {in_words(action.gate_help, action.gate_help_en)}".strip()


def _gate(deed: Deed) -> str | None:
    """The register that the action names; whoever is called later passes the same gate as those
    who were dispatched to the step."""
    if deed.act.effect is not Effect.CALL_ALSO:
        return deed.action.gate
    actions = (each for step in deed.setting.definition.steps.values() for each in step.actions)
    return next(
        (
            each.gate
            for each in actions
            if ACTS[each.act].effect is Effect.ASSIGN and each.to == deed.task.step
        ),
        None,
    )
