"""Install a pack: everything it holds, or nothing. The same pack again changes nothing.

Files are read and geometry is cut before the transaction begins, so that it is short.
"""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.packs.installed import Installed, Progress
from yiwang.packs.loader.read import read_pack
from yiwang.packs.loads.everything import Prepared, load_everything, prepare
from yiwang.packs.models import InstalledPack
from yiwang.packs.pack import Pack

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('yiwang.packs.install'))"


def install_pack(
    folder: Path, *, actor: Actor, now: datetime, progress: Progress | None = None
) -> Installed:
    """Load the pack in `folder`. Raises FaultyPack, with nothing changed, when it has faults."""
    pack = read_pack(folder)
    if _is_current(pack):
        return Installed(pack.key, pack.manifest.version, ())
    prepared = prepare(pack, progress or _silently)
    return _install(prepared, actor=actor, now=now)


@transaction.atomic
def _install(prepared: Prepared, *, actor: Actor, now: datetime) -> Installed:
    pack = prepared.pack
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
    if _is_current(pack):  # another process was quicker
        return Installed(pack.key, pack.manifest.version, ())
    changes = load_everything(prepared, actor=actor, now=now)
    before = InstalledPack.objects.filter(key=pack.key).values_list("version", flat=True).first()
    row = _remember(pack, now)
    record(
        "packs.pack.installed",
        subject=("packs.pack", row.pk),
        actor=actor,
        at=now,
        key=pack.key,
        version=pack.manifest.version,
        before=before,
        digest=pack.digest,
        changes={change.kind: [change.added, change.changed, change.ended] for change in changes},
    )
    return Installed(pack.key, pack.manifest.version, changes)


def _is_current(pack: Pack) -> bool:
    return InstalledPack.objects.filter(key=pack.key, digest=pack.digest).exists()


def _remember(pack: Pack, now: datetime) -> InstalledPack:
    manifest = pack.manifest
    row, _is_new = InstalledPack.objects.update_or_create(
        key=pack.key,
        defaults={
            "name": manifest.name,
            "name_en": manifest.name_en,
            "version": manifest.version,
            "digest": pack.digest,
            "installed_at": now,
        },
    )
    return row


def _silently(what: str, step: int, steps: int) -> None:
    """Show nothing."""
