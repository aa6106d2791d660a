"""The life of a whistle: blown with a dispatch, coordinated beside the joint step, over with it.

Then both sides score each other: the caller each department that came, each of them the caller.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yiwang.foundation.writing import reserve
from yiwang.structure.organizations.queries import organization
from yiwang.work.workflows.deed import Deed, is_open, note_opened
from yiwang.work.workflows.definition.schema import Step, TimeLimit
from yiwang.work.workflows.models import Score, Task, Whistle
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.reckoning import ACTIVE_STATES
from yiwang.work.workflows.timing import terms

COORDINATING, SCORER = "coordinating", "scorer"


def blow(deed: Deed) -> Whistle | None:
    """Begin the whistle by which this act calls; none where it dispatches without one.

    Its caller is the post that whistled for this dispatch, else the one that dispatches.
    """
    if not deed.inputs.whistle:
        return None
    [whistle_id] = reserve(Whistle)
    asked = _who_whistled(deed)
    whistle = Whistle(
        id=whistle_id,
        run=deed.run,
        kind=deed.inputs.whistle,
        caller_post_id=asked.post_id,
        caller_id=asked.post.organization_id if asked.post else None,
        called_by_id=asked.ended_by_id or deed.actor.account_id,
        demand=deed.inputs.text,
        called_at=deed.now,
    )
    deed.pending.add(whistle)
    return whistle


def take_up(deed: Deed, whistle: Whistle, step: Step) -> None:
    """Have somebody coordinate it; one that was over goes on. The lead and the others handle."""
    if whistle.closed_at is not None:
        whistle.closed_at, whistle.outcome = None, ""
        deed.pending.change(whistle, "closed_at", "outcome")
    before = [task for task in deed.tasks if task.role == COORDINATING]
    if any(is_open(task) for task in before):
        return
    by = before[-1] if before else deed.task
    kind = deed.setting.definition.whistle_kind(whistle.kind)
    limit = (kind and kind.resolve) or step.resolve
    draft = Draft(
        role=COORDINATING,
        post_id=by.post_id or by.escalated_to_id,
        demand=whistle.demand,
        whistle_id=whistle.pk,
        terms=(replace(terms("resolve", limit, deed.setting.situation), remind=None),)
        if limit
        else (),
        is_told=False,  # of what is late, the departments' own clocks tell
    )
    note_opened(deed, open_tasks(deed.setting, [draft]))


def close(deed: Deed, called: Sequence[Task]) -> None:
    """The departments are done or released: the whistle is over, and both sides are asked."""
    whistle = next((task.whistle for task in called if task.whistle), None)
    if whistle is None or whistle.closed_at is not None:
        return
    is_done = any(task.state == "done" for task in called if task.role == "handler")
    whistle.closed_at, whistle.outcome = deed.now, "done" if is_done else "released"
    deed.pending.change(whistle, "closed_at", "outcome")
    for task in deed.tasks:
        if task.role == COORDINATING and is_open(task):
            _end(deed, task)
    kind = deed.setting.definition.whistle_kind(whistle.kind)
    if kind is not None and kind.score is not None:
        _ask_for_scores(deed, whistle, kind.score, called)


def _who_whistled(deed: Deed) -> Task:
    steps = deed.setting.definition.steps
    earlier = [task for task in deed.tasks if task.pk < deed.task.pk]
    for task in reversed(earlier):
        action = next((a for a in steps[task.step].actions if a.key == task.outcome), None)
        if action is not None and action.act == "whistle":
            return task
        if action is not None and action.act == "dispatch":
            break
    return deed.task


def _end(deed: Deed, task: Task) -> None:
    task.state, task.ended_at, task.outcome = "done", deed.now, deed.action.key
    deed.pending.change(task, "state", "ended_at", "outcome")
    for clock in deed.clocks_of(task):
        if clock.state in ACTIVE_STATES:
            clock.state = "met" if deed.now <= clock.due_at else "missed"
            clock.ended_at, clock.next_action, clock.next_action_at = deed.now, "", None
            deed.pending.change(clock, "state", "ended_at", "next_action", "next_action_at")


def _ask_for_scores(deed: Deed, whistle: Whistle, limit: TimeLimit, called: Sequence[Task]) -> None:
    pairs = list(_pairs(whistle, called))
    asked = set(Score.objects.filter(whistle=whistle).values_list("by", "about"))
    pairs = [pair for pair in pairs if pair[:2] not in asked]
    if not pairs:
        return
    allowed = (terms("resolve", limit, deed.setting.situation),)
    drafts = [
        Draft(
            role=SCORER,
            post_id=post_id,
            organization_id=by,
            demand=organization(about).name,
            whistle_id=whistle.pk,
            terms=allowed,
            is_told=False,
        )
        for by, about, post_id in pairs
    ]
    opened = open_tasks(deed.setting, drafts)
    note_opened(deed, opened)
    for task, (by, about, _post) in zip(opened, pairs, strict=True):
        deed.pending.add(Score(whistle=whistle, task=task, by_id=by, about_id=about))


def _pairs(whistle: Whistle, called: Sequence[Task]) -> Iterator[tuple[int, int, int]]:
    """Who scores whom, and at which post: only those who took it on, each of them once."""
    came = {
        task.organization_id: task.post_id
        for task in called
        if task.role == "handler"
        and (task.state == "done" or (task.state == "released" and task.acknowledged_at))
    }
    for department, post_id in came.items():
        if department is None or whistle.caller_id in (None, department):
            continue
        if whistle.caller_post_id:
            yield whistle.caller_id, department, whistle.caller_post_id
        if post_id:
            yield department, whistle.caller_id, post_id
