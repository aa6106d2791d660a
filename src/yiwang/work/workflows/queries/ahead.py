"""Where an action would lead if it were performed now: who would get it, and until when.

Said before the button is pressed. It opens nothing and promises nothing: the clock that counts is
set when the act is done.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from yiwang.structure.posts.queries import post_above, post_names
from yiwang.work.workflows.acts import ACTS, MOVING, Effect
from yiwang.work.workflows.calls import terms_of_call
from yiwang.work.workflows.definition.schema import Action, Step
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Pause, Run, Task
from yiwang.work.workflows.queries.lines import step_in_words
from yiwang.work.workflows.queries.possible import Identified
from yiwang.work.workflows.reckoning import Ledger
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.spending import NOTHING_SPENT, Spent, spent_by
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import Terms, hastened_terms, moments, terms_of


@dataclass(frozen=True, slots=True)
class Ahead:
    """`who` is the post that would get it; empty where offices are chosen, or nobody is there."""

    step_label: str
    kind: str  # of the step: single, joint, reporter, end
    who: str
    sign_by: datetime | None
    done_by: datetime | None
    come_by: datetime | None = None  # by a whistle
    by_whistle: Mapping[str, "Ahead"] = field(default_factory=dict)  # the same, by kind


_SAME_STEP = {Effect.RAISE, Effect.REDIRECT}
_LEADING = {*MOVING, Effect.ASSIGN, Effect.REWORK, *_SAME_STEP}


def ahead(task: Identified, keys: Collection[str], *, now: datetime) -> dict[str, Ahead]:
    """What lies ahead of each of these actions of a task; those that lead nowhere are left out."""
    found = Task.objects.select_related("run", "post__type", "follows").get(pk=task.id)
    setting = _setting(found.run, now)
    actions = {
        action.key: action
        for action in setting.definition.steps[found.step].actions
        if action.key in keys and ACTS[action.act].effect in _LEADING
    }
    posts = {key: _post(setting, found, action) for key, action in actions.items()}
    names = post_names({post for post in posts.values() if post})
    return {
        key: _ahead(setting, found, action, names.get(posts[key] or 0, ""))
        for key, action in actions.items()
    }


def _setting(run: Run, now: datetime) -> Setting:
    situation = subject_of(run.subject).situation(run.subject_id)
    return Setting(run, definition_of_version(run.version_id), situation, now)


def _target(task: Task, action: Action) -> str:
    return task.step if ACTS[action.act].effect in _SAME_STEP else action.to or task.step


def _post(setting: Setting, task: Task, action: Action) -> int | None:
    step = setting.definition.steps[_target(task, action)]
    if not step.is_of_one_post:
        return None
    if ACTS[action.act].effect is not Effect.RAISE or step.post is None:
        return setting.whose_turn(step, task).post_id
    here = task.post.area_id if task.post else setting.situation.area_id
    return post_above(step.post, here, setting.on) if here else None


def _ahead(setting: Setting, task: Task, action: Action, who: str) -> Ahead:
    key = _target(task, action)
    step = setting.definition.steps[key]
    used = _used(setting, task) if ACTS[action.act].effect is Effect.REDIRECT else NOTHING_SPENT
    due = _dues(setting, terms_of(step, setting.situation), used)
    found = Ahead(
        step_label=step_in_words(setting.definition, key, ""),
        kind=step.kind,
        who=who,
        sign_by=due.get("acknowledge"),
        done_by=due.get("resolve"),
    )
    if ACTS[action.act].effect is not Effect.ASSIGN:
        return found
    return replace(found, by_whistle=_by_whistle(setting, step, found))


def _by_whistle(setting: Setting, step: Step, plain: Ahead) -> dict[str, Ahead]:
    """What lies ahead of a dispatch by each kind of whistle, whose own limits go first."""
    found = {}
    for kind in setting.definition.whistles:
        due = _dues(setting, terms_of_call(step, kind, setting.situation))
        found[kind.key] = replace(
            plain,
            sign_by=due.get("acknowledge"),
            come_by=due.get("arrive"),
            done_by=due.get("resolve"),
        )
    return found


def _dues(
    setting: Setting, stated: Iterable[Terms], used: Spent = NOTHING_SPENT
) -> dict[str, datetime]:
    """When each clock would end that started now; the one to finish has so much used up."""
    return {
        each.purpose: moments(
            hastened_terms(each, setting.run.urgent_share),
            setting.days,
            setting.now,
            used.get(each.limit.kind, 0) if each.purpose == "resolve" else 0,
        ).due_at
        for each in stated
    }


def _used(setting: Setting, task: Task) -> Spent:
    """What the returned task has used up counts on."""
    if task.follows is None:
        return NOTHING_SPENT
    clocks = Clock.objects.filter(run=task.run_id, purpose="resolve").select_related("task")
    pauses = Ledger(list(Pause.objects.filter(run=task.run_id)))
    return spent_by(task.follows, clocks, pauses, setting.now)
