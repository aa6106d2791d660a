"""Change areas of nets that an administrator named in a table or a form: their names, their level,
what lies above, that they end. Borders are brought as drawings (`import_areas`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.structure.territory.comparing import compare
from yiwang.structure.territory.loading import load_areas
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.present import rows_of
from yiwang.structure.territory.queries import net_to_change
from yiwang.structure.territory.rows import AreaRow, with_points
from yiwang.structure.territory.successions import successions_of
from yiwang.structure.territory.versions import begin, next_version

SUBJECT = "territory.area"


class NamedArea(NamedTuple):
    """An area by its net and its code, as it is to be; `is_over` ends it today."""

    net: str
    code: str
    name: str
    name_en: str
    level: str
    parent_code: str | None
    is_over: bool = False


@transaction.atomic
def change_areas(
    areas: Sequence[NamedArea],
    told: Mapping[tuple[str, str], Telling],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the areas; each net that they are of gets its next version. Called by `administration`,
    which has asked who may and checked the rows."""
    by_net: dict[str, list[NamedArea]] = defaultdict(list)
    for area in areas:
        by_net[area.net].append(area)
    for key, named in sorted(by_net.items()):
        _change(key, named, actor, now)
    nets = {net for net, _code in told}
    found = Area.objects.filter(net__key__in=nets, code__in={code for _net, code in told})
    rows = found.order_by("id").values_list("net__key", "code", "pk")  # the latest of a code last
    ids = {(net, code): pk for net, code, pk in rows}
    record_changes(SUBJECT, {ids[key]: each for key, each in told.items()}, actor=actor, at=now)


def _change(key: str, named: Sequence[NamedArea], actor: Actor, now: datetime) -> None:
    net = net_to_change(key)
    before = rows_of(net)
    after = dict(before)
    for area in named:
        row = before.get(area.code) or AreaRow(area.code, "", "", "")
        words = (area.name, area.name_en, area.level, area.parent_code)
        name, name_en, level, parent_code = words
        after[area.code] = replace(
            row, name=name, name_en=name_en, level=level, parent_code=parent_code
        )
        if area.is_over:
            del after[area.code]
    whole = {row.code: row for row in with_points(list(after.values()))}
    version = next_version(net, now)
    load_areas(net, list(whole.values()), version, successions_of(before, whole, {}))
    begin(version)
    record(
        "territory.areas.changed",
        subject=("territory.net", net.pk),
        actor=actor,
        at=now,
        revision=net.revision,
        changes=compare(before, whole).counts,
    )
