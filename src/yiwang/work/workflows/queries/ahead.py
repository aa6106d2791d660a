"""Where an action would lead if it were performed now: who would get it, and until when.

Said before the button is pressed. It opens nothing and promises nothing: the clock that counts is
set when the act is done.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from yiwang.structure.posts.queries import post_above, post_names
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.queries.lines import step_in_words
from yiwang.work.workflows.queries.possible import Identified
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import moments, spent, terms_of


@dataclass(frozen=True, slots=True)
class Ahead:
    """`who` is the post that would get it; empty where offices are chosen, or nobody is there."""

    step_label: str
    kind: str  # of the step: single, joint, reporter, end
    who: str
    sign_by: datetime | None
    done_by: datetime | None


_SAME_STEP = {Effect.RAISE, Effect.REDIRECT}
_LEADING = {Effect.MOVE, Effect.ASSIGN, Effect.REWORK, *_SAME_STEP}


def ahead(task: Identified, keys: Collection[str], *, now: datetime) -> dict[str, Ahead]:
    """What lies ahead of each of these actions of a task; those that lead nowhere are left out."""
    found = Task.objects.select_related("run", "post", "follows").get(pk=task.id)
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
    if step.kind != "single" or step.post is None:
        return None
    if ACTS[action.act].effect is not Effect.RAISE:
        return setting.answering(step.post)
    here = task.post.area_id if task.post else setting.situation.area_id
    return post_above(step.post, here, setting.on) if here else None


def _ahead(setting: Setting, task: Task, action: Action, who: str) -> Ahead:
    key = _target(task, action)
    step = setting.definition.steps[key]
    used = _used(setting, task) if ACTS[action.act].effect is Effect.REDIRECT else 0
    due = {
        terms.purpose: moments(
            terms, setting.days, setting.now, used if terms.purpose == "resolve" else 0
        ).due_at
        for terms in terms_of(step, setting.situation)
    }
    return Ahead(
        step_label=step_in_words(setting.definition, key, ""),
        kind=step.kind,
        who=who,
        sign_by=due.get("acknowledge"),
        done_by=due.get("resolve"),
    )


def _used(setting: Setting, task: Task) -> int:
    """What the returned task has used up counts on."""
    clocks = task.follows.clocks.filter(purpose="resolve") if task.follows else []
    return sum(spent(clock, setting.days, setting.now) for clock in clocks)
