"""Load the links from the areas of one net to those of another: who lies within, who overlaps.

A link that is not in the list any more ends today; loading the same again changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.models import AreaLink, Net
from yiwang.structure.territory.queries import valid_areas
from yiwang.structure.territory.rows import AreaLinkRow

_Link = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class NetPair:
    """The keys of the two nets that the links go between."""

    source: str
    target: str


@transaction.atomic
def load_area_links(
    nets: NetPair, rows: Sequence[AreaLinkRow], *, actor: Actor, now: datetime
) -> Change:
    """Make the valid links between two nets what `rows` say. Refuses unknown codes (Invalid)."""
    source = Net.objects.select_for_update().get(key=nets.source)
    target = Net.objects.get(key=nets.target)
    wanted = _wanted(_ids_by_code(source), _ids_by_code(target), rows)
    present = AreaLink.objects.filter(valid_to=None, source__net=source, target__net=target)
    today = timezone.localdate(now)
    ends = ("source_id", "target_id", "kind", "pk", "source__code", "target__code")
    known = {(start, end, kind): rest for start, end, kind, *rest in present.values_list(*ends)}
    ended = [key for key in known if key not in wanted]
    added = [key for key in wanted if key not in known]
    AreaLink.objects.filter(pk__in=[known[key][0] for key in ended]).update(valid_to=today)
    AreaLink.objects.bulk_create(
        AreaLink(source_id=start, target_id=end, kind=kind, valid_from=today)
        for start, end, kind in added
    )
    change = change_of(
        f"{source.name} → {target.name}",
        added=[wanted[key] for key in added],
        ended=[f"{known[key][1]} {key[2]} {known[key][2]}" for key in ended],
    )
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


def _ids_by_code(net: Net) -> dict[str, int]:
    return dict(valid_areas().filter(net=net).values_list("code", "pk"))


def _wanted(
    sources: Mapping[str, int], targets: Mapping[str, int], rows: Sequence[AreaLinkRow]
) -> dict[_Link, str]:
    """Each link by its areas, with what it is called in the change."""
    unknown = [row.source_code for row in rows if row.source_code not in sources]
    unknown += [row.target_code for row in rows if row.target_code not in targets]
    if unknown:
        raise Invalid(dict.fromkeys(unknown, _("The net has no such area. Correct the code.")))
    return {
        (sources[row.source_code], targets[row.target_code], row.kind): (
            f"{row.source_code} {row.kind} {row.target_code}"
        )
        for row in rows
    }
