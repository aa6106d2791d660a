"""Show what installing a pack would change, by doing it and taking it back before anyone sees."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.packs.actions.install_pack import install_pack
from yiwang.packs.installed import Installed, Progress


def diff_pack(
    folder: Path,
    *,
    actor: Actor,
    now: datetime,
    progress: Progress | None = None,
    within: Collection[str] = (),
    overwrite: bool = False,
) -> Installed:
    """What an install would change now. Raises FaultyPack as the install would."""
    with transaction.atomic():
        would_change = install_pack(
            folder, actor=actor, now=now, progress=progress, within=within, overwrite=overwrite
        )
        transaction.set_rollback(True)
    return would_change
