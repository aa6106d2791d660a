"""A supervision order: those at work on a case have to answer by a date. It holds nothing up."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.structure.posts.models import Appointment
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.policies import run_to_supervise
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import Terms

LONGEST_DEMAND = 500
LONGEST_DAYS = 90
WORKING_ROLES = ["actor", "handler", "coordinator", "arbiter"]


class NobodyToSupervise(Refusal):
    """Nobody is at work on it just now."""

    code = "nobody_to_supervise"


@dataclass(frozen=True, slots=True)
class Order:
    """What is demanded, and until when: the same time of day on `due_on`, or after `limit`."""

    run_id: int
    demand: str
    due_on: date | None = None
    limit: Limit | None = None


@transaction.atomic
def supervise(order: Order, *, actor: Actor, now: datetime) -> list[int]:
    """Order every post now at work on the run to answer; the ids of the tasks opened.

    Needs the power `work.supervise` over the run's area. Refuses (NotFound) everybody else.
    """
    run, held, actor = run_to_supervise(order.run_id, actor, now)
    setting = _setting(run, now)
    terms = Terms("resolve", _limit(order, setting.on), Decimal(1))
    posts = _posts_at_work(run)
    tasks = open_tasks(setting, [_draft(post_id, order, terms, held) for post_id in posts])
    record(
        f"{run.subject}.supervised",
        subject=(run.subject, run.subject_id),
        actor=actor,
        at=now,
        along=setting.pending,
        opened=[task.pk for task in tasks],
        posts=posts,
        stage=run.stage,
        reason=order.demand,
        days=str(terms.limit.value),
        clock=terms.limit.kind.value,
    )
    return [task.pk for task in tasks]


def _setting(run: Run, now: datetime) -> Setting:
    situation = subject_of(run.subject).situation(run.subject_id)
    return Setting(run, definition_of_version(run.version_id), situation, now)


def _limit(order: Order, today: date) -> Limit:
    """Refuses an order without words, and a date that is no time to answer in."""
    if not 0 < len(order.demand.strip()) <= LONGEST_DEMAND:
        sentence = _("Please say what is to be answered, in at most 500 characters.")
        raise Invalid({"demand": sentence})
    if order.limit is not None:
        return order.limit
    days = (order.due_on - today).days if order.due_on else 0
    if not 0 < days <= LONGEST_DAYS:
        raise Invalid({"due_on": _("Please choose a day from tomorrow on, within 90 days.")})
    return Limit(Decimal(days), ClockKind.CALENDAR_DAY)


def _posts_at_work(run: Run) -> list[int]:
    """Refuses when nobody is at it, or all of them have an order to answer already."""
    tasks = run.tasks.filter(state__in=OPEN_TASK_STATES, post__isnull=False).order_by("id")
    rows = list(tasks.values_list("role", "post_id"))
    ordered = {post_id for role, post_id in rows if role == "supervised"}
    at_work = [post_id for role, post_id in rows if role in WORKING_ROLES and post_id]
    if not at_work:
        raise NobodyToSupervise(_("Nobody is working on this just now, so nobody can be ordered."))
    wanted = [post_id for post_id in dict.fromkeys(at_work) if post_id not in ordered]
    if not wanted:
        raise AlreadyDone(_("They have an order to answer already. Wait for their answer first."))
    return wanted


def _draft(post_id: int, order: Order, terms: Terms, held: Appointment) -> Draft:
    """Once late, the order is shown to the post that gave it."""
    return Draft(
        role="supervised",
        post_id=post_id,
        demand=order.demand,
        terms=(terms,),
        escalated_to_id=held.post_id,
        is_told=True,
    )
