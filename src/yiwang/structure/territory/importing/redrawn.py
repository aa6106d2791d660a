"""What a net would be with a draft of its next version in it, read from the file it is kept as."""

from datetime import date

from django.utils.translation import gettext as _

from yiwang.structure.territory.importing.faults import faulty
from yiwang.structure.territory.importing.plan import Plan, planned
from yiwang.structure.territory.importing.source import read_back
from yiwang.structure.territory.models import NetVersion


def plan_of(draft: NetVersion, on: date) -> Plan:
    """The plan against the net as it is now. Raises FaultyFile where it does not fit (any more)."""
    try:
        delivery, into = read_back(draft.net.key, draft.source)
    except FileNotFoundError:
        raise faulty(_("The file that was kept is gone: deliver it again.")) from None
    return planned(draft.net, delivery, into, on)
