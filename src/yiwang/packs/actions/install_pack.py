"""Install a pack: everything it holds, or nothing. The same pack again changes nothing.

Files are read and geometry is cut before the transaction begins, so that it is short.
"""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Refusal
from yiwang.packs.installed import Installed, Progress
from yiwang.packs.loader.read import read_pack
from yiwang.packs.loads.everything import Prepared, load_everything, prepare
from yiwang.packs.models import InstalledPack
from yiwang.packs.pack import Pack
from yiwang.packs.part import part_of

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('yiwang.packs.install'))"
_NO_HURRY = """
SET LOCAL statement_timeout = '10min';
SET LOCAL idle_in_transaction_session_timeout = '10min'
"""  # a page has half a minute, and a minute between statements; a city needs longer


class OtherTerritory(Refusal):
    """This installation serves another pack's territory already."""

    code = "other_territory"

    def __init__(self, installed: str) -> None:
        sentence = _(
            "This installation carries the pack %(key)s. Give another territory an installation "
            "of its own: set YIWANG_HOME to another folder."
        )
        super().__init__(sentence % {"key": installed})


def install_pack(
    folder: Path,
    *,
    actor: Actor,
    now: datetime,
    progress: Progress | None = None,
    within: Collection[str] = (),
    overwrite: bool = False,
) -> Installed:
    """Load the pack in `folder`, or its part `within` the areas with these codes. What people
    changed on pages stays, and is named in the answer, unless it is to `overwrite`.

    Refuses a pack with faults (FaultyPack), a second territory, and a code it does not have.
    """
    pack = part_of(read_pack(folder), within)
    _check_territory(pack)
    if _is_current(pack) and not overwrite:
        return Installed(pack.key, pack.manifest.version, ())
    prepared = prepare(pack, progress or _silently, overwrite=overwrite)
    return _install(prepared, actor=actor, now=now)


@transaction.atomic
def _install(prepared: Prepared, *, actor: Actor, now: datetime) -> Installed:
    pack = prepared.pack
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        cursor.execute(_NO_HURRY)
    _check_territory(pack)
    if _is_current(pack) and not prepared.overwrite:  # another process was quicker
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
        overwrite=prepared.overwrite,
        changes={change.kind: [change.added, change.changed, change.ended] for change in changes},
    )
    return Installed(pack.key, pack.manifest.version, changes)


def _check_territory(pack: Pack) -> None:
    other = InstalledPack.objects.exclude(key=pack.key).values_list("key", flat=True).first()
    if other is not None:
        raise OtherTerritory(other)


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
