"""Throw away a table that was brought and not applied."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.sheets.models import Upload


@transaction.atomic
def discard_table(upload_id: int, *, actor: Actor, now: datetime) -> None:
    """Forget the file, if it is the actor's own and still waits; once more does nothing."""
    waiting = Upload.objects.filter(pk=upload_id, account=actor.account_id, content__isnull=False)
    if waiting.update(content=None):
        record("sheets.upload.discarded", subject=("sheets.upload", upload_id), actor=actor, at=now)
