"""Follow a case that somebody else reported, instead of reporting it again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import NotFound
from yiwang.foundation.tracking import new_code
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case, Follower
from yiwang.work.cases.policies import not_confidential


@transaction.atomic
def follow_case(case_id: int, *, actor: Actor, now: datetime) -> str:
    """Give a code of their own to somebody the case concerns too; returns it.

    Anybody shown a like case may: the code opens how it stands, not what was written. Refuses
    cases that are closed or confidential, as if there were none.
    """
    case = (
        Case.objects.select_for_update(of=("self",))
        .filter(not_confidential(), pk=case_id, is_open=True)
        .first()
    )
    if case is None:
        raise NotFound(_("This case cannot be followed any more. Report yours instead."))
    code = new_code()
    Follower.objects.create(case=case, tracking_digest=code.digest, at=now)
    record("cases.case.followed", subject=(SUBJECT, case.pk), actor=actor, at=now)
    return code.shown
