"""Who may act on a task: the one gatekeeper, its predicates, and the reasons given to people.

Staff act on the tasks of the posts they hold today, of what goes by shift on those that are theirs
just then; on a task without a post, whoever it was
escalated to may. The reporter's tasks are the reporter's alone, and the sweep's once time is up.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import AlreadyDone, NotFound
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.powers import SUPERVISE
from yiwang.structure.posts.queries import capacity_at, capacity_with, in_capacity
from yiwang.work.workflows.acts import ENDING_ROLES, EXPIRING_ROLES
from yiwang.work.workflows.checks import actions_of
from yiwang.work.workflows.deed import Standing, is_open
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.independence import why_barred
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.on_duty import why_off_duty
from yiwang.work.workflows.run_rows import clocks_of_run, run_under_lock, tasks_of_run
from yiwang.work.workflows.sides import is_beside
from yiwang.work.workflows.wording import in_words


def task_to_act_on(task_id: int, actor: Actor, now: datetime) -> Standing:
    """Lock the run of a task for an act of `actor`, whose capacity is resolved.

    Refuses staff of other posts (NotFound), a task that is over (AlreadyDone), and those who had
    a part in the steps that this one is to be independent of.
    """
    run = next(iter(run_under_lock(task_id)), None)
    if run is None:
        raise _not_yours()
    tasks = tasks_of_run(run.pk)
    task = next(task for task in tasks if task.pk == task_id)
    on = timezone.localdate(now)
    actor = _permitted(task, actor, on)
    if not is_open(task):
        raise _already_done(run, task)
    definition = definition_of_version(run.version_id)
    barred = why_barred(definition, tasks, task, actor.account_id, on)
    if barred := barred or why_off_duty(task, actor.account_id, now):
        raise barred
    return Standing(run, definition, tasks, task, actor, clocks_of_run(run.pk), now)


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


def post_to_hold(task: Task) -> int | None:
    """The post whose holders may act on a task: its own, else the one it was escalated to."""
    return task.post_id or task.escalated_to_id


def _permitted(task: Task, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that gives them this task; NotFound for everybody else."""
    if task.role in EXPIRING_ROLES:
        own = ActorKind.OUTSIDE if task.role == "outside" else ActorKind.REPORTER
        if actor.kind not in {own, ActorKind.SYSTEM}:
            raise _not_yours()
        return actor
    ends_by_itself = is_beside(task.role) or task.role in ENDING_ROLES
    if actor.kind is ActorKind.SYSTEM and ends_by_itself:
        return actor  # time is up
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
    offered = actions_of(definition_of_version(run.version_id), task)
    named = {action.key: in_words(action.name, action.name_en) for action in offered}
    return named.get(task.outcome, str(_("Ended together with the case")))
