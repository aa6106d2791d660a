"""Giving a net its next version. Only actions call this, with the net locked."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from yiwang.structure.territory.models import Net, NetVersion


def next_version(
    net: Net, now: datetime, source: dict[str, Any] | None = None, reason: str = ""
) -> NetVersion:
    """The version that would follow; it begins, or goes again when nothing differs."""
    return NetVersion.objects.create(
        net=net,
        number=net.revision + 1,
        takes_effect_on=timezone.localdate(now),
        reason=reason,
        source=source or {},
        made_at=now,
    )


def begin_where(version: NetVersion, *, differs: bool) -> bool:
    """Whether it begins: where nothing differs it is taken back, and there is nothing to record."""
    if differs:
        begin(version)
    else:
        version.delete()
    return differs


def begin(version: NetVersion) -> None:
    """The net is at this version from here on."""
    version.net.revision = version.number or 0
    version.net.save()
