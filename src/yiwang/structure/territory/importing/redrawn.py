"""What a net would be with a draft of its next version in it, read from the file it is kept as."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from yiwang.structure.territory.aggregating import Part, aggregated, read_parts
from yiwang.structure.territory.importing.delivery import read_table
from yiwang.structure.territory.importing.faults import faulty
from yiwang.structure.territory.importing.plan import Plan, planned
from yiwang.structure.territory.importing.source import copied, read_back, said_to_follow
from yiwang.structure.territory.models import Net, NetVersion
from yiwang.structure.territory.present import rows_of
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.successions import successions_of


def plan_of(draft: NetVersion, on: date, *, is_looked_at: bool = False) -> Plan:
    """The plan against the net as it is now. Raises FaultyFile where it does not fit (any
    more). See `planned` for one that is only looked at."""
    try:
        if of := draft.source.get("aggregates"):
            return _read_together(draft, net_named(of))
        delivery, into = read_back(draft.net.key, draft.source)
    except FileNotFoundError:
        raise faulty(_("The file that was kept is gone: deliver it again.")) from None
    return planned(draft.net, delivery, into, on, is_looked_at=is_looked_at)


def put_together(
    net: Net, of: Net, parts: Sequence[Part], follows: Sequence[tuple[str, str]] = ()
) -> Plan:
    """The net with its lowest areas put together from another. Raises FaultyFile."""
    made, before = aggregated(net, of, parts), rows_of(net)
    after = {row.code: row for row in made.rows}
    said: dict[str, list[str]] = {}
    for predecessor, successor in follows:
        said.setdefault(successor, []).append(predecessor)
    found = tuple(successions_of(before, after, said))
    return Plan(before, after, made.diff, found, ground="", parts=made.links)


def _read_together(draft: NetVersion, of: Net) -> Plan:
    with copied(draft.source) as table:
        parts = read_parts(read_table(table))
    return put_together(draft.net, of, parts, said_to_follow(draft.source))
