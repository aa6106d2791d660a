"""Who may look at a net: staff at every one, everybody at the one residents report in and at the
official divisions. How parties or departments divide the ground is shown to staff only."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.queries import nets

PUBLIC_KINDS = ("administrative",)
NO_SUCH_NET = _("There is no such net. Choose one from the list.")


def is_public(net: Net) -> bool:
    """Whether residents may see where its borders run."""
    return net.is_primary or net.kind in PUBLIC_KINDS


def visible_nets(*, is_staff: bool) -> list[Net]:
    """The nets somebody may look at, the primary one first."""
    return [net for net in nets() if is_staff or is_public(net)]


def net_to_look_at(key: str, *, is_staff: bool) -> Net:
    """One of these. A net that is not shown to them is answered like none at all (NotFound)."""
    for net in visible_nets(is_staff=is_staff):
        if net.key == key:
            return net
    raise NotFound(NO_SUCH_NET)
