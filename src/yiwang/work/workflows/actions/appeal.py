"""A body objects to what is counted against it; somebody of another body decides."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.structure.posts.queries import (
    capacity_at,
    in_capacity,
    nearest_posts,
    organizations_of,
    post_ids_held_by,
)
from yiwang.work.workflows.appeals import KINDS, Appealable, appealable
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.effects.ask import NobodyToApprove
from yiwang.work.workflows.independence import handling_organizations
from yiwang.work.workflows.models import Request, Run, Task
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import terms as clock_terms

LONGEST_REASON = 500


class NothingToAppeal(Refusal):
    """It is not counted against this body, or the time is over, or it was decided before."""

    code = "nothing_to_appeal"

    def __init__(self) -> None:
        super().__init__(
            _("This is not counted against your office, was decided before, or its time is over.")
        )


@dataclass(frozen=True, slots=True)
class Appeal:
    """`about`: on_time, returns or rating."""

    run_id: int
    about: str
    reason_code: str
    reason: str


@transaction.atomic
@steady()
def appeal(wanted: Appeal, *, actor: Actor, now: datetime) -> int:
    """Open the task of who decides; its id. Whether there is a low rating to appeal against is for
    the caller to say. Refuses everybody without a part in it (NothingToAppeal)."""
    run = Run.objects.select_for_update().filter(pk=wanted.run_id).first()
    if run is None or actor.account_id is None:
        raise NotFound(_("There is nothing here."))
    on = timezone.localdate(now)
    open_ones = {each.about: each for each in appealable(run, actor.account_id, now, on)}
    found = open_ones.get(wanted.about)
    if found is None:
        raise NothingToAppeal
    _check_reason(wanted, found)
    held = capacity_at(actor.account_id, found.task.post_id or 0, on)
    asker = in_capacity(actor, held) if held else actor
    setting = _setting(run, now)
    draft = Draft(
        role="approver",
        post_id=_decider(setting, found, actor.account_id),
        demand=wanted.reason.strip(),
        follows=found.task,
        terms=(clock_terms("resolve", found.terms.limit, setting.situation),),
        is_told=bool(found.terms.escalate),
    )
    [approval] = open_tasks(setting, [draft])
    setting.pending.add(_request(wanted, found, asker, approval))
    record(
        f"{run.subject}.{KINDS[wanted.about]}_asked",
        subject=(run.subject, run.subject_id),
        actor=asker,
        at=now,
        along=setting.pending,
        about=wanted.about,
        reason_code=wanted.reason_code,
        reason=wanted.reason.strip(),
        opened=[approval.pk],
        to_post=approval.post_id,
    )
    return approval.pk


def _request(wanted: Appeal, found: Appealable, asker: Actor, approval: Task) -> Request:
    return Request(
        run=approval.run,
        task=found.task,
        is_whole=True,
        kind=KINDS[wanted.about],
        about=wanted.about,
        reason_code=wanted.reason_code,
        reason=wanted.reason.strip(),
        asked_by_id=asker.account_id,
        asked_by_post_id=found.task.post_id,
        asked_as=asker.capacity,
        asked_at=approval.opened_at,
        approval=approval,
    )


def _setting(run: Run, now: datetime) -> Setting:
    situation = subject_of(run.subject).situation(run.subject_id)
    definition = definition_of_version(run.version_id)
    return Setting(run, definition, situation, now, tasks=list(run.tasks.all()))


def _check_reason(wanted: Appeal, found: Appealable) -> None:
    faults = {}
    if not 0 < len(wanted.reason.strip()) <= LONGEST_REASON:
        faults["reason"] = _("Please give the reason.")
    known = {each.key for each in found.terms.reasons}
    if known and wanted.reason_code not in known:
        faults["reason_code"] = _("Please choose the kind of reason.")
    if faults:
        raise Invalid(faults)


def _decider(setting: Setting, found: Appealable, account_id: int) -> int:
    """The nearest post from the area upward that is neither the asker's nor of a body concerned."""
    area_id, on = setting.situation.area_id, setting.on
    if area_id is None:
        raise NobodyToApprove(_("Nobody else could decide about this. Speak to the level above."))
    concerned = handling_organizations(setting.tasks) | organizations_of(account_id, on)
    posts = nearest_posts(found.terms.approver, area_id, on)
    free = posts.exclude(pk__in=post_ids_held_by(account_id, on))
    post_id = free.exclude(organization__in=concerned).first()
    if post_id is None:
        raise NobodyToApprove(_("Nobody else could decide about this. Speak to the level above."))
    return post_id
