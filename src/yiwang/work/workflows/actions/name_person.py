"""Somebody of the post does it, by name: taken on by themselves or given to them. The post answers
for it as before, and no clock moves."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.models import Naming
from yiwang.work.workflows.naming import (
    HAS_IT,
    ToName,
    appointment_to_name,
    check_gives_back,
    task_to_name,
)


@transaction.atomic
def name_person(task_id: int, account_id: int | None, *, actor: Actor, now: datetime) -> None:
    """Name this person for the task; None: nobody in particular any more.

    Refuses whoever neither holds the post nor gives out its work (NotFound), people of other posts
    and those who may not act on it, and to take what a colleague has.
    """
    to_name = task_to_name(task_id, actor, now)
    if account_id is None:
        left = check_gives_back(to_name)
        Naming.objects.filter(task=task_id).delete()
        _record("person_released", to_name, now, holder=left.account_id)
        return
    appointment = appointment_to_name(to_name, account_id)
    if to_name.named and to_name.named.account_id == account_id:
        raise AlreadyDone(HAS_IT)
    Naming.objects.update_or_create(
        task_id=task_id, defaults={"appointment": appointment, "at": now}
    )
    _record("person_named", to_name, now, holder=account_id)


def _record(past: str, to_name: ToName, now: datetime, *, holder: int) -> None:
    run, task, before = to_name.run, to_name.task, to_name.named
    record(
        f"{run.subject}.{past}",
        subject=(run.subject, run.subject_id),
        actor=to_name.actor,
        at=now,
        task=task.pk,
        post=task.post_id,
        holder=holder,
        before=before.account_id if before else None,
    )
