"""Which packs are installed."""

from yiwang.packs.models import InstalledPack


def installed_packs() -> list[InstalledPack]:
    """Every pack of this installation, by key."""
    return list(InstalledPack.objects.order_by("key"))
