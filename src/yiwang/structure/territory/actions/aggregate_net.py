"""Build the lowest level of a net by putting areas of another together, such as 34
party areas of 158 grids.

The links `aggregates` say who was put together; they follow the net, not the other way round.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.territory.aggregating import Aggregation, Part, aggregated
from yiwang.structure.territory.linking import Linked, set_links
from yiwang.structure.territory.loading import load_areas
from yiwang.structure.territory.queries import net_named, net_to_change
from yiwang.structure.territory.versions import begin_where, next_version


@transaction.atomic
def aggregate_net(
    net_key: str, of_key: str, parts: Sequence[Part], *, actor: Actor, now: datetime
) -> Aggregation:
    """Make it so. Refuses rows at fault (FaultyFile), every one named.

    The same table again changes nothing and writes no record.
    """
    net, of = net_to_change(net_key), net_named(of_key)
    made = aggregated(net, of, parts)
    version = next_version(net, now, {"aggregates": of.key, "revision": of.revision})
    load_areas(net, made.rows, version)
    links = set_links(Linked(net, of, ["aggregates"]), made.links, version.takes_effect_on)
    if not begin_where(version, differs=bool(made.diff or links)):
        return made
    record(
        "territory.net.aggregated",
        subject=("territory.net", net.pk),
        actor=actor,
        at=now,
        of=of.pk,
        revision=net.revision,
        changes=made.diff.counts,
        links={"added": links.added, "ended": links.ended},
    )
    return made
