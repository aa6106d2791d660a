"""Bring a table: it waits until who brought it has seen what it would change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.sheets.described import SheetKind
from yiwang.foundation.sheets.models import Upload

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it came, and whether what it does not have ends."""

    name: str
    content: bytes
    replaces: bool = False


@transaction.atomic
def bring_table(kind: SheetKind, brought: Brought, *, actor: Actor, now: datetime) -> int:
    """Keep the file until it is applied; returns the upload's id. The same file again is the same
    upload. Refuses who does not keep this list (Forbidden)."""
    acting = kind.keeping(actor, timezone.localdate(now))
    assert actor.account_id is not None  # a table waits for the person who brought it
    Upload.objects.filter(at__lt=now - KEPT, content__isnull=False).update(content=None)
    digest = sha256(brought.content).hexdigest()
    upload, is_new = Upload.objects.get_or_create(
        kind=kind.key,
        sha256=digest,
        account_id=actor.account_id,
        replaces=brought.replaces,
        content__isnull=False,
        defaults={"name": brought.name[:200], "content": brought.content, "at": now},
    )
    if is_new:
        record(
            "sheets.upload.brought",
            subject=("sheets.upload", upload.pk),
            actor=acting,
            at=now,
            kind=kind.key,
            sha256=digest,
            replaces=brought.replaces,
        )
    return upload.pk
