"""Load a net: its areas become what the list says, in one transaction and a handful of statements.

Areas are the same by their code and keep their id. A new code begins today, a changed one is
changed in place, a code that is no longer in the list ends today and stays readable.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.closure import refresh_closure
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.rows import AreaRow, NetSpec, checked_rows

_INCOMING = """
    DROP TABLE IF EXISTS pg_temp.incoming_area;
    CREATE TEMP TABLE incoming_area (
        code text PRIMARY KEY, name text, name_en text, level text, parent_code text,
        geometry bytea, lng float8, lat float8
    ) ON COMMIT DROP
"""
_COPY = """
    COPY incoming_area (code, name, name_en, level, parent_code, geometry, lng, lat) FROM STDIN
"""
_END = """
    UPDATE territory_area a SET valid_to = greatest(%(today)s::date, a.valid_from + 1)
    WHERE a.net_id = %(net)s AND a.valid_to IS NULL
      AND NOT EXISTS (SELECT 1 FROM incoming_area i WHERE i.code = a.code)
    RETURNING a.name
"""
_ADD = """
    INSERT INTO territory_area
        (net_id, code, name, name_en, level, geometry, lng, lat, valid_from)
    SELECT %(net)s, i.code, i.name, i.name_en, i.level, i.geometry, i.lng, i.lat, %(today)s
    FROM incoming_area i
    WHERE NOT EXISTS (
        SELECT 1 FROM territory_area a
        WHERE a.net_id = %(net)s AND a.code = i.code AND a.valid_to IS NULL)
    RETURNING code, name
"""
_CHANGE = """
    UPDATE territory_area a
    SET name = i.name, name_en = i.name_en, level = i.level, geometry = i.geometry,
        lng = i.lng, lat = i.lat, parent_id = p.id
    FROM incoming_area i
    LEFT JOIN territory_area p
        ON p.net_id = %(net)s AND p.code = i.parent_code AND p.valid_to IS NULL
    WHERE a.net_id = %(net)s AND a.code = i.code AND a.valid_to IS NULL
      AND (a.name, a.name_en, a.level, a.geometry, a.lng, a.lat, a.parent_id)
        IS DISTINCT FROM (i.name, i.name_en, i.level, i.geometry, i.lng, i.lat, p.id)
    RETURNING a.code, a.name
"""


@transaction.atomic
def load_net(spec: NetSpec, rows: Sequence[AreaRow], *, actor: Actor, now: datetime) -> Change:
    """Make the net what `spec` and `rows` say. Refuses rows at fault (Invalid, by code).

    Loading the same again changes nothing, writes no record, and answers with an empty change.
    """
    net, is_touched = _net_to_load(spec)
    rows = checked_rows(spec, rows)
    change = _load_areas(net, rows, timezone.localdate(now))
    if change or is_touched:
        net.revision += 1
        net.save()
        refresh_closure(net.pk)
        record(
            "territory.net.loaded",
            subject=("territory.net", net.pk),
            actor=actor,
            at=now,
            revision=net.revision,
            **asdict(change),
        )
    return change


def _net_to_load(spec: NetSpec) -> tuple[Net, bool]:
    """The net, locked, with what `spec` says set on it; and whether that differs from before."""
    if spec.is_primary and Net.objects.filter(is_primary=True).exclude(key=spec.key).exists():
        sentence = _("Another net is the primary one, and only one can be. Change one of them.")
        raise Invalid({"is_primary": sentence})
    Net.objects.get_or_create(key=spec.key, defaults={"revision": 0})
    net = Net.objects.select_for_update().get(key=spec.key)
    wanted = {**asdict(spec), "levels": [dict(level) for level in spec.levels]}
    is_touched = any(getattr(net, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(net, name, value)
    return net, is_touched


def _load_areas(net: Net, rows: Sequence[AreaRow], today: date) -> Change:
    wanted: dict[str, int | date] = {"net": net.pk, "today": today}
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING)
        with cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row(_columns(row))
        cursor.execute("ANALYZE incoming_area")
        cursor.execute(_END, wanted)
        ended = [name for (name,) in cursor.fetchall()]
        cursor.execute(_ADD, wanted)
        added = dict(cursor.fetchall())
        cursor.execute("ANALYZE territory_area")
        cursor.execute(_CHANGE, wanted)
        changed = [name for code, name in cursor.fetchall() if code not in added]
    return change_of(net.name, list(added.values()), changed, ended)


def _columns(row: AreaRow) -> tuple[object, ...]:
    named = (row.code, row.name, row.name_en, row.level, row.parent_code)
    return (*named, row.geometry, row.lng, row.lat)
