"""The joint step: several departments, each with a task and clocks of its own, one coordinator.

It ends when every department is done or released and no returned task waits for a decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.organizations.queries import organization
from yiwang.structure.posts.queries import post_at
from yiwang.work.workflows.calls import NOTHING, terms_of_call
from yiwang.work.workflows.deed import (
    Deed,
    handlers,
    is_open,
    last_round,
    note_opened,
    open_coordinators,
)
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.models import Task, Whistle
from yiwang.work.workflows.opening import Draft, enter, open_tasks
from yiwang.work.workflows.spending import Spent
from yiwang.work.workflows.subjects import Ask
from yiwang.work.workflows.whistles import close, take_up

SIGNED_STATES = {"acknowledged", "done"}


@dataclass(frozen=True, slots=True)
class Call:
    """The departments called: whom, for what, and what each takes over from an earlier task."""

    organizations: Sequence[int]  # ids
    demand: str = ""
    lead: int | None = None  # id of the organization that leads, if one of these does
    follows: Mapping[int, Task] = field(default_factory=dict)  # by organization
    again: Mapping[int, Task] = field(default_factory=dict)  # what each finished before
    spent: Spent = field(default_factory=dict)  # by who had it before
    asks: Mapping[int, Ask] = field(default_factory=dict)  # by organization
    teams: Mapping[int, int] = field(default_factory=dict)  # member -> team
    whistle: Whistle | None = None


def call_departments(deed: Deed, step_key: str, call: Call) -> list[Task]:
    """Open a task at the post of each department; the run is in `step_key` afterwards."""
    setting = deed.setting
    step = setting.definition.steps[step_key]
    drafts = [_draft(deed, step, each, call) for each in call.organizations]
    setting.run.step, setting.run.area_id = step_key, setting.situation.area_id
    opened = open_tasks(setting, drafts)
    note_opened(deed, opened)
    if whistle := _whistle_of(call):
        take_up(deed, whistle, step)
    show_stage(deed)
    return opened


def show_stage(deed: Deed) -> None:
    """The later stage once every department called has signed, until then the first."""
    step, run = deed.setting.definition.steps[deed.run.step], deed.run
    called = last_round(deed.tasks, run.step)
    signed = all(task.state in SIGNED_STATES for task in handlers(called))
    everybody = signed and not open_coordinators(called)
    run.stage = step.stage_signed if step.stage_signed and everybody else step.stage


def leave_when_done(deed: Deed) -> str | None:
    """Go on to the next step if nobody is at work on this one any more; the step entered."""
    called = last_round(deed.tasks, deed.task.step)
    if open_coordinators(called) or any(is_open(task) for task in handlers(called)):
        show_stage(deed)
        return None
    assert deed.step.when_done  # proved before a definition is published
    note_opened(deed, enter(deed.setting, deed.step.when_done))
    close(deed, called)
    return deed.step.when_done


def _draft(deed: Deed, step: Step, organization_id: int, call: Call) -> Draft:
    ask = call.asks.get(organization_id, NOTHING)
    earlier, whistle = call.follows.get(organization_id), _whistle_of(call)
    kind = deed.setting.definition.whistle_kind(whistle.kind) if whistle else None
    has_own_terms = kind or ask.limit
    return Draft(
        role="handler",
        post_id=_post_of(deed, step, organization_id, call),
        organization_id=organization_id,
        is_lead=organization_id == call.lead,
        demand=ask.demand or call.demand,
        follows=earlier or call.again.get(organization_id),
        spent=call.spent,
        terms=terms_of_call(step, kind, deed.setting.situation, ask) if has_own_terms else None,
        whistle_id=whistle.pk if whistle else None,
        team_id=call.teams.get(organization_id) or (earlier.team_id if earlier else None),
    )


def _whistle_of(call: Call) -> Whistle | None:
    """The one by which is called, else that of the tasks that these take over from."""
    followed = (task.whistle for task in call.follows.values() if task.whistle)
    return call.whistle or next(followed, None)


def _post_of(deed: Deed, step: Step, organization_id: int, call: Call) -> int | None:
    """The post that takes the task on. Refuses a department where nobody would."""
    found = post_at(organization_id, step.handling_posts, deed.setting.on)
    earlier = call.follows.get(organization_id)
    if not found and earlier and earlier.organization_id == organization_id:
        return earlier.post_id  # whoever has left since: the task is theirs, those above hear of it
    if not found:
        sentence = _("Nobody at “%(name)s” can take this on. Choose another, or appoint somebody.")
        name = organization(organization_id).name
        raise Invalid({"organizations": sentence % {"name": name}})
    return int(found)
