"""An outside firm is asked to do part of the work, and reports by a link without an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound, Sentence
from yiwang.work.workflows.closing import cancel_tasks
from yiwang.work.workflows.deed import Standing, is_open
from yiwang.work.workflows.models import Invitation, Task
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.policies import task_to_act_on
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import Terms

INVITING_ROLES = {"actor", "handler"}  # whose tasks are work that a firm can help with
LONGEST_DAYS, LONGEST_DEMAND, LONGEST_FIRM = 14, 500, 120


@dataclass(frozen=True, slots=True)
class InviteOutside:
    """On which task, which firm, what it is to do, for how many days, which photos it is shown."""

    task_id: int
    firm: str
    demand: str
    days: int | None
    photos: Sequence[UUID] = ()


@transaction.atomic
def invite_outside(invite: InviteOutside, *, actor: Actor, now: datetime) -> int:
    """Open a task for the firm; its id, which the link carries signed.

    Whoever has the task may invite, one firm at a time. Refuses everybody else (NotFound).
    """
    standing = task_to_act_on(invite.task_id, actor, now)
    if standing.task.role not in INVITING_ROLES:
        raise NotFound(_("This task is not among yours. Look at your inbox."))
    if any(_is_invitation(each, standing.task) for each in standing.tasks):
        raise AlreadyDone(
            _("A firm has a link for this already. Take it back before you invite another.")
        )
    days = _checked(invite)
    setting = _setting(standing, now)
    draft = Draft(
        role="outside",
        demand=invite.demand.strip(),
        follows=standing.task,
        terms=(Terms("resolve", Limit(Decimal(days), ClockKind.CALENDAR_DAY)),),
        is_told=False,
    )
    [task] = open_tasks(setting, [draft])
    firm = invite.firm.strip()
    setting.pending.add(Invitation(task=task, firm=firm, photos=list(invite.photos)))
    _record("outside_invited", standing, now, along=setting, task=task.pk, firm=firm, days=days)
    return int(task.pk)


@transaction.atomic
def revoke_invitation(task_id: int, *, actor: Actor, now: datetime) -> None:
    """The link opens nothing any more. By whoever has the task it was given for."""
    invited = Task.objects.filter(pk=task_id, role="outside").first()
    if invited is None or invited.follows_id is None:
        raise NotFound(_("There is no such link."))
    standing = task_to_act_on(invited.follows_id, actor, now)
    invited = next(each for each in standing.tasks if each.pk == task_id)
    if not is_open(invited):
        raise AlreadyDone(_("This link opens nothing any more."))
    cancel_tasks([invited], now, "revoked")
    _record("outside_revoked", standing, now, task=task_id)


def _is_invitation(task: Task, of: Task) -> bool:
    return task.role == "outside" and task.follows_id == of.pk and is_open(task)


def _setting(standing: Standing, now: datetime) -> Setting:
    run = standing.run
    situation = subject_of(run.subject).situation(run.subject_id)
    return Setting(run, standing.definition, situation, now)


def _checked(invite: InviteOutside) -> int:
    """The days it is valid for. Refuses missing and overlong words, and more than two weeks."""
    faults: dict[str, Sentence] = {}
    if not 0 < len(invite.firm.strip()) <= LONGEST_FIRM:
        faults["firm"] = _("Please name the firm, in at most 120 characters; no person.")
    if not 0 < len(invite.demand.strip()) <= LONGEST_DEMAND:
        faults["demand"] = _("Please say what it is to do, in at most 500 characters.")
    if invite.days is None or not 1 <= invite.days <= LONGEST_DAYS:
        faults["days"] = _("Please choose from 1 to 14 days.")
    if faults or invite.days is None:
        raise Invalid(faults)
    return invite.days


def _record(
    past: str, standing: Standing, now: datetime, along: Setting | None = None, **data: object
) -> None:
    run = standing.run
    record(
        f"{run.subject}.{past}",
        subject=(run.subject, run.subject_id),
        actor=standing.actor,
        at=now,
        along=along.pending if along else None,
        post=standing.task.post_id,
        organization=standing.task.organization_id,
        **data,
    )
