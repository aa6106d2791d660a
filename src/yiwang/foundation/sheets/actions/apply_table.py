"""Apply a table that was brought: exactly what was seen, all of it or nothing, once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, NotFound
from yiwang.foundation.sheets.described import Act, SheetKind
from yiwang.foundation.sheets.models import Upload
from yiwang.foundation.sheets.planning import Plan
from yiwang.foundation.sheets.queries import GONE
from yiwang.foundation.sheets.waiting import lock_list, plan_of

_OTHERWISE = _("The list was changed meanwhile: look at what would change now.")


@transaction.atomic
def apply_table(
    upload_id: int, kind: SheetKind, *, seen: str, actor: Actor, now: datetime
) -> Upload:
    """Write what the table changes. Refuses tables at fault (FaultyTable, every row named), and a
    change that is not the one with the digest `seen` (AlreadyDone).

    Applied once more it changes nothing.
    """
    on = timezone.localdate(now)
    acting = kind.keeping(actor, on)
    lock_list(kind)
    mine = Upload.objects.select_for_update().filter(kind=kind.key, account=actor.account_id)
    upload = mine.filter(pk=upload_id).first()
    if upload is None:
        raise NotFound(GONE)
    if upload.applied_at is not None:
        return upload
    plan = plan_of(upload, kind, actor, now).sound()
    if plan.digest != seen:
        raise AlreadyDone(_OTHERWISE)
    if plan.changes:
        kind.write(plan.changes, Act(acting, now, on, upload.pk))
    _finish(upload, plan, acting, now)
    return upload


def _finish(upload: Upload, plan: Plan, acting: Actor, now: datetime) -> None:
    upload.applied_at, upload.content, upload.counts = now, None, plan.counts
    upload.save(update_fields=["applied_at", "content", "counts"])
    record(
        "sheets.upload.applied",
        subject=("sheets.upload", upload.pk),
        actor=acting,
        at=now,
        kind=upload.kind,
        sha256=upload.sha256,
        counts=plan.counts,
    )
