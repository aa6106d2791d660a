"""Load the links from the areas of one net to those of another: who lies within, who overlaps.

A link that is not in the list any more ends today; loading the same again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.territory.linking import KINDS_OF_LINKS, Linked, set_links
from yiwang.structure.territory.queries import net_named, net_to_change
from yiwang.structure.territory.rows import AreaLinkRow


@dataclass(frozen=True, slots=True)
class NetPair:
    """The keys of the two nets that the links go between; `kinds` are those the rows are all of."""

    source: str
    target: str
    kinds: Sequence[str] = KINDS_OF_LINKS


@transaction.atomic
def load_area_links(
    nets: NetPair, rows: Sequence[AreaLinkRow], *, actor: Actor, now: datetime
) -> Change:
    """Make the valid links between two nets what `rows` say. Refuses unknown codes (Invalid)."""
    source, target = net_to_change(nets.source), net_named(nets.target)
    change = set_links(Linked(source, target, nets.kinds), rows, timezone.localdate(now))
    if change:
        record(
            "territory.area_links.loaded",
            subject=("territory.net", source.pk),
            actor=actor,
            at=now,
            target=target.pk,
            **asdict(change),
        )
    return change
