"""Import a delivered file into a net: what was shown before, all of it or nothing.

The file is kept as it came, so that coordinates that were declared wrongly can be read again.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone
from yiwang.structure.territory.importing.delivery import Delivery
from yiwang.structure.territory.importing.plan import Into, Plan, planned
from yiwang.structure.territory.importing.source import kept_source
from yiwang.structure.territory.loading import load_areas
from yiwang.structure.territory.queries import net_to_change
from yiwang.structure.territory.versions import begin, next_version


@dataclass(frozen=True, slots=True)
class Seen:
    """The revision of the net that the change was shown for, and why it is wanted."""

    revision: int
    reason: str = ""


@transaction.atomic
def import_areas(
    delivery: Delivery, into: Into, seen: Seen | None = None, *, actor: Actor, now: datetime
) -> Plan:
    """Put the areas of a file into a net. Refuses files at fault (FaultyFile), every row named.

    Of a net that is newer than what was `seen` it is refused (AlreadyDone).
    The same file again changes nothing and writes no record.
    """
    net = net_to_change(into.net)
    if seen is not None and seen.revision != net.revision:
        raise AlreadyDone(_("The net was changed meanwhile: look at what would change now."))
    plan = planned(net, delivery, into, timezone.localdate(now))
    if not plan.diff:
        return plan
    source = kept_source(delivery, into, plan.ground)
    version = next_version(net, now, source, seen.reason[:300] if seen else "")
    load_areas(net, plan.rows, version, plan.successions)
    begin(version)
    record(
        "territory.areas.imported",
        subject=("territory.net", net.pk),
        actor=actor,
        at=now,
        revision=net.revision,
        source=source,
        changes=plan.diff.counts,
    )
    return plan
