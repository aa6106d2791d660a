"""The one door for every act: on any task, by anybody, of any kind."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.admission import NotAdmitted, check_admission
from yiwang.work.workflows.ballots import as_counted, ballot_of
from yiwang.work.workflows.checklists import as_recorded, checklist_of, only_asked
from yiwang.work.workflows.checks import action_to_perform, check_inputs
from yiwang.work.workflows.closing import cancel_tasks, lapse_requests, stop_clock_of_run
from yiwang.work.workflows.deed import Deed, Standing
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.effects import EFFECTS
from yiwang.work.workflows.keeping_refused import keep_refused
from yiwang.work.workflows.meanwhile import check_nothing_since
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.once import Once, done_before
from yiwang.work.workflows.pausing import wait_for_others
from yiwang.work.workflows.policies import task_to_act_on
from yiwang.work.workflows.recounting import follow_the_type
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.sides import CALLED_BACK, is_beside
from yiwang.work.workflows.subjects import Inputs, subject_of
from yiwang.work.workflows.teams import unfold
from yiwang.work.workflows.waiting import check_parts


def perform(
    task_id: int,
    action_key: str,
    inputs: Inputs,
    *,
    actor: Actor,
    now: datetime,
    once: Once | None = None,
) -> Run:
    """Carry out an action of the step on one task; the run as it stands afterwards.

    Callers have proved who `actor` is; a REPORTER by the code, SYSTEM is the sweep. Refuses with
    NotFound, AlreadyDone, Invalid or a Refusal; nothing has changed then. What a gate refused to
    ask of a community is kept by itself, for the ledger of burden. What staff sent before under the
    key of `once` is not done again; what rests on what they had `seen`, not once others went on.
    """
    try:
        return _perform(task_id, action_key, inputs, actor, now, once)
    except NotAdmitted as refusal:
        keep_refused(refusal, now)
        raise


@transaction.atomic
@steady()
def _perform(
    task_id: int,
    action_key: str,
    inputs: Inputs,
    actor: Actor,
    now: datetime,
    once: Once | None,
) -> Run:
    if once and _is_done(once, task_id, action_key, actor, now):
        return Run.objects.get(tasks=task_id)
    standing = task_to_act_on(task_id, actor, now)
    if once and once.seen is not None:
        check_nothing_since(standing, once.seen)
    action = action_to_perform(standing, action_key)
    deed = _deed(standing, action, _unfolded(_as_asked(inputs, standing, action), now), now)
    check_inputs(deed)
    check_admission(deed)
    check_parts(deed)
    learned = _apply_to_subject(deed)
    result = EFFECTS[deed.act.effect](deed)
    lapse_requests(deed)
    wait_for_others(deed)
    _save_run(deed)
    _record(deed, {**result, **learned})
    return deed.run


def _is_done(once: Once, task_id: int, action_key: str, actor: Actor, now: datetime) -> bool:
    """Of staff alone, and of a task that there is: of any other the act itself says why not."""
    return (
        actor.account_id is not None
        and Task.objects.filter(pk=task_id).exists()
        and done_before(once, actor.account_id, task_id, action_key, now)
    )


def _as_asked(inputs: Inputs, standing: Standing, action: Action) -> Inputs:
    """Type and nature are decided where a step triages, or the action asks for them; an act
    anywhere else leaves them as they are, whatever came with it."""
    if standing.task.role == "actor" and standing.definition.steps[standing.task.step].triage:
        return inputs
    asked = {*ACTS[action.act].needs, *action.needs}
    decided = {name: getattr(inputs, name) for name in ("kind", "nature") if name in asked}
    return replace(inputs, **{"kind": "", "nature": "", **decided})


def _unfolded(inputs: Inputs, now: datetime) -> Inputs:
    """Joint teams stand for their members."""
    return unfold(inputs, timezone.localdate(now)) if inputs.organizations else inputs


def _deed(standing: Standing, action: Action, inputs: Inputs, now: datetime) -> Deed:
    run = standing.run
    situation = subject_of(run.subject).situation(run.subject_id)
    on = timezone.localdate(now)
    checklist = checklist_of(action, situation, on)
    return Deed(
        setting=Setting(run, standing.definition, situation, now, tasks=standing.tasks),
        tasks=standing.tasks,
        task=standing.task,
        action=action,
        act=ACTS[action.act],
        inputs=only_asked(inputs, checklist),
        actor=standing.actor,
        clocks=standing.clocks,
        checklist=checklist,
        ballot=ballot_of(action, situation, on),
    )


def _apply_to_subject(deed: Deed) -> dict[str, Any]:
    """What the act means for the subject, whose type decides the limits of what follows."""
    run, subject = deed.run, subject_of(deed.run.subject)
    learned = subject.apply(
        run.subject_id,
        deed.act,
        deed.inputs,
        actor=deed.actor,
        task_id=deed.task.pk,
        action=deed.action.key,
        now=deed.now,
    )
    if deed.inputs.kind or deed.inputs.nature:
        deed.setting.situation = subject.situation(run.subject_id)
        learned |= follow_the_type(deed)
    return learned


def _save_run(deed: Deed) -> None:
    run, counted = deed.run, f"{deed.task.step}.{deed.action.key}"
    run.act_counts[counted] = run.act_counts.get(counted, 0) + 1
    deed.pending.change(run, *_MOVED)
    if run.ended_at == deed.now:
        stop_clock_of_run(deed)
        cancel_tasks(deed.tasks, deed.now, deed.action.key)


def _record(deed: Deed, result: dict[str, Any]) -> None:
    """One record of the act: ids, the step it led to, and staff's reason; no words of reporters."""
    data = {
        "task": deed.task.pk,
        "step": deed.task.step,
        "action": deed.action.key,
        "stage": deed.run.stage,
        "post": deed.task.post_id,
        "organization": deed.task.organization_id,
        "organizations": list(deed.inputs.organizations),
        "reason": deed.inputs.reason if deed.task.role not in _UNTOLD else "",
        "opened": [task.pk for task in deed.opened],
        "lateness": deed.lateness,
        **_outside(deed),
        **result,
        **(as_counted(deed.ballot, deed.inputs.votes) if deed.ballot and deed.inputs.votes else {}),
        **(as_recorded(deed.checklist, deed.inputs, result) if deed.checklist else {}),
    }
    record(
        f"{deed.run.subject}.{deed.past or deed.act.past}",
        subject=(deed.run.subject, deed.run.subject_id),
        actor=deed.actor,
        at=deed.now,
        along=deed.pending,
        **{key: value for key, value in data.items() if value not in (None, "", [], 0)},
    )


def _outside(deed: Deed) -> dict[str, Any]:
    """What the record says of a way out of the house, and back."""
    is_outside = deed.run.is_open and deed.setting.definition.steps[deed.run.step].outside
    if is_beside(deed.task.role) or is_outside == deed.step.outside:
        return {}
    return {"outside": "began" if is_outside else "ended"}


_UNTOLD = {"reporter", "scorer", CALLED_BACK}  # whose words are kept with subject or score
_MOVED = (
    "step",
    "stage",
    "area_id",
    "owner_post_id",
    "act_counts",
    "is_open",
    "ended_at",
    "outcome",
    "deferred_until",
    "urgent_share",
)
