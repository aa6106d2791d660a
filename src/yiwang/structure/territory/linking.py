"""Making the valid links between two nets what a list says. Only actions call this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.models import AreaLink, Net
from yiwang.structure.territory.present import ids_by_code
from yiwang.structure.territory.rows import AreaLinkRow

KINDS_OF_LINKS = ("within", "aggregates", "overlaps")

_Link = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Linked:
    """The two nets that links go between; `kinds` are those that the list is complete in."""

    source: Net
    target: Net
    kinds: Sequence[str] = KINDS_OF_LINKS


def set_links(nets: Linked, rows: Sequence[AreaLinkRow], today: date) -> Change:
    """What is not in the list any more ends today. Refuses unknown codes (Invalid)."""
    wanted = _wanted(ids_by_code(nets.source), ids_by_code(nets.target), rows)
    present = AreaLink.objects.filter(
        valid_to=None, source__net=nets.source, target__net=nets.target, kind__in=nets.kinds
    )
    ends = ("source_id", "target_id", "kind", "pk", "source__code", "target__code")
    known = {(start, end, kind): rest for start, end, kind, *rest in present.values_list(*ends)}
    ended = [key for key in known if key not in wanted]
    added = [key for key in wanted if key not in known]
    AreaLink.objects.filter(pk__in=[known[key][0] for key in ended]).update(valid_to=today)
    AreaLink.objects.bulk_create(
        AreaLink(source_id=start, target_id=end, kind=kind, valid_from=today)
        for start, end, kind in added
    )
    return change_of(
        f"{nets.source.name} → {nets.target.name}",
        added=[wanted[key] for key in added],
        ended=[f"{known[key][1]} {key[2]} {known[key][2]}" for key in ended],
    )


def links_differ(net: Net, of: Net, rows: Sequence[AreaLinkRow]) -> bool:
    """Whether a net is put together from other areas of another one than these."""
    present = AreaLink.objects.filter(
        valid_to=None, source__net=net, target__net=of, kind="aggregates"
    )
    known = set(present.values_list("source__code", "target__code"))
    return known != {(row.source_code, row.target_code) for row in rows}


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
