"""Who may act on a task: the one gatekeeper, its predicates, and the reasons given to people.

Staff act on the tasks of the posts they hold today; on a task without a post, whoever it was
escalated to may. The reporter's tasks are the reporter's alone, and the sweep's once time is up.
"""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.compiled import compiled
from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import AlreadyDone, NotFound, Refusal
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.powers import SUPERVISE
from yiwang.structure.posts.queries import capacity_at, capacity_with, in_capacity
from yiwang.work.workflows.deed import Standing, is_open
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Run, Task
from yiwang.work.workflows.wording import in_words


class NotIndependent(Refusal):
    """Whoever dispatched or handled something may not check it."""

    code = "not_independent"

    def __init__(self) -> None:
        super().__init__(
            _("You had a part in this yourself, so somebody else has to do this step.")
        )


def task_to_act_on(task_id: int, actor: Actor, now: datetime) -> Standing:
    """Lock the run of a task for an act of `actor`, whose capacity is resolved.

    Refuses staff of other posts (NotFound), a task that is over (AlreadyDone), and those who had
    a part in the steps that this one is to be independent of.
    """
    run = next(iter(_run_under_lock(task_id)), None)
    if run is None:
        raise _not_yours()
    tasks = _tasks_of(run.pk)
    task = next(task for task in tasks if task.pk == task_id)
    actor = _permitted(task, actor, timezone.localdate(now))
    if not is_open(task):
        raise _already_done(run, task)
    definition = definition_of_version(run.version_id)
    if not is_independent(definition, tasks, task, actor.account_id):
        raise NotIndependent
    return Standing(run, definition, tasks, task, actor, _clocks_of(run.pk))


@compiled
def _run_under_lock(task_id: int) -> QuerySet[Run]:
    return Run.objects.select_for_update(of=("self",)).filter(tasks=task_id)


@compiled
def _tasks_of(run_id: int) -> QuerySet[Task]:
    return Task.objects.filter(run=run_id).select_related("post").order_by("id")


@compiled
def _clocks_of(run_id: int) -> QuerySet[Clock]:
    return Clock.objects.filter(task__run=run_id).order_by("id")


def run_to_supervise(run_id: int, actor: Actor, now: datetime) -> tuple[Run, Appointment, Actor]:
    """Lock an open run for an order of `actor`; with the appointment that gives the power.

    Refuses everybody without the power over its area (NotFound), and a closed run (AlreadyDone).
    """
    run = Run.objects.select_for_update().filter(id=run_id).first()
    on, account_id = timezone.localdate(now), actor.account_id
    held = run and account_id and capacity_with(account_id, SUPERVISE, run.area_id, on)
    if not run or not held:
        raise NotFound(_("There is nothing here that you supervise."))
    if not run.is_open:
        raise AlreadyDone(_("This is closed already. There is nobody to order."))
    return run, held, in_capacity(actor, held)


def is_independent(
    definition: Definition, tasks: list[Task], task: Task, account_id: int | None
) -> bool:
    """Whether this account took no part in the steps that the task's step names in `not_by`."""
    if account_id is None or task.role == "supervised":
        return True
    barred = definition.steps[task.step].not_by
    return not any(each.step in barred and each.ended_by_id == account_id for each in tasks)


def post_to_hold(task: Task) -> int | None:
    """The post whose holders may act on a task: its own, else the one it was escalated to."""
    return task.post_id or task.escalated_to_id


def _permitted(task: Task, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that gives them this task; NotFound for everybody else."""
    if task.role == "reporter":
        if actor.kind is ActorKind.STAFF:
            raise _not_yours()
        return actor
    post_id = post_to_hold(task)
    if actor.kind is not ActorKind.STAFF or actor.account_id is None or post_id is None:
        raise _not_yours()
    held = capacity_at(actor.account_id, post_id, on)
    if held is None:
        raise _not_yours()
    return in_capacity(actor, held)


def _not_yours() -> NotFound:
    return NotFound(_("This task is not among yours. Look at your inbox."))


def _already_done(run: Run, task: Task) -> AlreadyDone:
    assert task.ended_at  # the database says so of every ended task
    sentence = _("%(who)s has done this already: “%(what)s”, %(when)s. See how it stands now.")
    told = {
        "who": _who(task),
        "what": _what(run, task),
        "when": date_format(timezone.localtime(task.ended_at), "DATETIME_FORMAT"),
    }
    return AlreadyDone(sentence % told)


def _who(task: Task) -> str:
    if task.ended_by:
        return task.ended_by.name or task.ended_by.username
    return str(_("The reporter") if task.role == "reporter" else _("The system"))


def _what(run: Run, task: Task) -> str:
    """The label of the action that ended it."""
    step = definition_of_version(run.version_id).steps[task.step]
    named = {action.key: in_words(action.name, action.name_en) for action in step.actions}
    return named.get(task.outcome, str(_("Ended together with the case")))
