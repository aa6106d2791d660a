"""Who may say who of a post does a task, and whom: somebody who holds the post and may act on it.

Whoever holds the post takes a task on that nobody has, and gives back what is theirs; the first in
charge there, and whoever plans its duty, give it to anybody of the post.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound, Refusal
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.queries import active_appointments, capacity_at, in_capacity
from yiwang.structure.posts.queries.giving_out import capacity_to_give_out, posts_given_out_by
from yiwang.work.workflows.deed import is_open
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.independence import why_barred
from yiwang.work.workflows.models import Naming, Run, Task
from yiwang.work.workflows.run_rows import run_under_lock, tasks_of_run


class WithSomebody(Refusal):
    """A colleague has it."""

    code = "with_somebody"


class GoesByShift(Refusal):
    """Whoever is on duty has it."""

    code = "goes_by_shift"


@dataclass(frozen=True, slots=True)
class Named:
    """Who does a task."""

    task_id: int
    account_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ToName:
    """A task whose run is locked, who has it by name, and the actor in their capacity."""

    run: Run
    tasks: list[Task]
    task: Task
    named: Named | None
    actor: Actor
    gives_out: bool
    on: date


def named_among(task_ids: Collection[int], on: date) -> dict[int, Named]:
    """Task -> who has it by name, while they hold its post. One query."""
    held = Naming.objects.filter(
        task__in=task_ids,
        appointment__in=active_appointments(on),
        appointment__post=F("task__post"),
    )
    rows = held.values_list(
        "task",
        "appointment__account",
        "appointment__account__name",
        "appointment__account__username",
    )
    return {task: Named(task, account, name or login) for task, account, name, login in rows}


def task_to_name(task_id: int, actor: Actor, now: datetime) -> ToName:
    """Lock the run of an open task at a post that this actor holds or gives out the work of.

    Refuses all others (NotFound), a task that is over, and what goes by shift.
    """
    run = next(iter(run_under_lock(task_id)), None)
    tasks = list(tasks_of_run(run.pk)) if run else []
    task = next((each for each in tasks if each.pk == task_id), None)
    on, account_id = timezone.localdate(now), actor.account_id
    if run is None or task is None or task.post is None or account_id is None:
        raise _not_yours()
    held = capacity_to_give_out(task.post, account_id, on)
    if held is None:
        raise _not_yours()
    if not is_open(task):
        raise AlreadyDone(_("This task is over, so nobody has to be named for it."))
    if task.by_shift:
        raise GoesByShift(_("Whoever is on duty does this. Look at the roster."))
    named = named_among([task_id], on).get(task_id)
    gives_out = bool(posts_given_out_by(account_id, [task.post.pk], on))
    return ToName(run, tasks, task, named, in_capacity(actor, held), gives_out, on)


def appointment_to_name(to_name: ToName, account_id: int) -> Appointment:
    """The appointment by which this person does it. Refuses who holds another post, who may not act
    on the task, and, of those who do not give out the work, whoever names others or takes what
    somebody has."""
    task, on, mine = to_name.task, to_name.on, to_name.actor.account_id
    if not to_name.gives_out:
        if account_id != mine:
            raise WithSomebody(_("Only the first in charge names somebody else."))
        if to_name.named and to_name.named.account_id != mine:
            raise _with(to_name.named)
    assert task.post_id is not None  # task_to_name asked for it
    held = capacity_at(account_id, task.post_id, on)
    if held is None:
        raise Invalid({"person": _("Choose somebody who holds this post.")})
    definition = definition_of_version(to_name.run.version_id)
    if barred := why_barred(definition, to_name.tasks, task, account_id, on):
        raise barred if account_id == mine else Invalid({"person": _BARRED})
    return held


def check_gives_back(to_name: ToName) -> Named:
    """Whoever has it, for who gives it back: they themselves, or who gives out the work."""
    if to_name.named is None:
        raise AlreadyDone(_("Nobody is named for it."))
    if not to_name.gives_out and to_name.named.account_id != to_name.actor.account_id:
        raise _with(to_name.named)
    return to_name.named


def _with(named: Named) -> WithSomebody:
    sentence = _("{who} has it. Ask them, or the first in charge, to give it on.")
    return WithSomebody(format_lazy(sentence, who=named.name))


def _not_yours() -> NotFound:
    return NotFound(_("This task is not among yours. Look at your inbox."))


HAS_IT = _("It is with them already.")
_BARRED = _("They had a part in it, so somebody else has to do this.")
