"""Ask an outside firm for help on a case, take the link back, and what the firm does by it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.policies import case_to_view
from yiwang.work.cases.queries.links import link_in_use
from yiwang.work.workflows.actions.invite_outside import InviteOutside, invite_outside
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries.outside import InvitationLine
from yiwang.work.workflows.subjects import Inputs


@transaction.atomic
def invite_firm(case_id: int, invite: InviteOutside, *, actor: Actor, now: datetime) -> int:
    """Invite a firm on a task of this case; the id of the firm's task.

    Refuses a confidential case (Forbidden), and whoever does not have the task (NotFound). Photos
    of other cases, and pictures of paper, are left out.
    """
    case = case_to_view(case_id, actor.account_id or 0, now)
    if case.type and case.type.hides_cases:
        raise Forbidden(_("A confidential case is not shown to firms outside."))
    own = {photo.pk for photo in photos_of((SUBJECT, case_id)) if photo.purpose != "document"}
    shown = tuple(photo for photo in invite.photos if photo in own)
    return invite_outside(replace(invite, photos=shown), actor=actor, now=now)


@transaction.atomic
def open_link(task_id: int, *, actor: Actor, now: datetime) -> InvitationLine:
    """What a link opens; that it was opened is recorded. Refuses (LinkOver) one that is over."""
    line = link_in_use(task_id, now)
    record(
        "cases.case.outside_opened",
        subject=(SUBJECT, line.subject_id),
        actor=replace(actor, capacity=line.firm),
        at=now,
        task=task_id,
    )
    return line


@transaction.atomic
def act_by_link(
    task_id: int, action_key: str, inputs: Inputs, *, actor: Actor, now: datetime
) -> None:
    """Report the arrival or the result by the link. Refuses (LinkOver) one that is over."""
    line = link_in_use(task_id, now)
    firm = replace(actor, kind=ActorKind.OUTSIDE, capacity=line.firm)
    perform(task_id, action_key, inputs, actor=firm, now=now)
