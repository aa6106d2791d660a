"""Making the valid areas of a net what a list says: COPY, then one statement each to end, to keep
what was, to add and to change. Areas are the same by their code and keep their id. Only actions
call this."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import connection

from yiwang.foundation.changes import Change, change_of
from yiwang.structure.territory.closure import refresh_closure
from yiwang.structure.territory.models import AreaSuccession, Net, NetVersion
from yiwang.structure.territory.present import ids_by_code, rows_of
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.successions import Succession, successions_of

_INCOMING = """
    DROP TABLE IF EXISTS pg_temp.incoming_area;
    CREATE TEMP TABLE incoming_area (
        code text PRIMARY KEY, name text, name_en text, level text, parent_code text,
        geometry bytea, lng float8, lat float8, valid_from date, area_id bigint
    ) ON COMMIT DROP
"""
_COPY = """
    COPY incoming_area
        (code, name, name_en, level, parent_code, geometry, lng, lat, valid_from) FROM STDIN
"""
# Said before anything is added: a search for what is there, going on while rows are added to it,
# walks over all of these again for each.
_KNOWN = """
    UPDATE incoming_area i SET area_id = a.id
    FROM territory_area a
    WHERE a.net_id = %(net)s AND a.code = i.code AND a.valid_to IS NULL
"""
_END = """
    UPDATE territory_area a SET valid_to = greatest(%(today)s::date, a.valid_from + 1)
    WHERE a.net_id = %(net)s AND a.valid_to IS NULL
      AND NOT EXISTS (SELECT 1 FROM incoming_area i WHERE i.code = a.code)
    RETURNING a.name
"""
_KEEP = """
    INSERT INTO territory_formerstate
        (area_id, until_id, name, name_en, level, parent_id, geometry)
    SELECT a.id, %(version)s, a.name, a.name_en, a.level, a.parent_id, a.geometry
    FROM territory_area a
    JOIN incoming_area i ON i.code = a.code
    LEFT JOIN territory_area p ON p.id = a.parent_id
    WHERE a.net_id = %(net)s AND a.valid_to IS NULL
      AND (a.name, a.name_en, a.level, a.geometry, p.code)
        IS DISTINCT FROM (i.name, i.name_en, i.level, i.geometry, i.parent_code)
"""
_ADD = """
    INSERT INTO territory_area
        (net_id, code, name, name_en, level, geometry, lng, lat, valid_from)
    SELECT %(net)s, i.code, i.name, i.name_en, i.level, i.geometry, i.lng, i.lat,
        coalesce(i.valid_from, %(today)s)
    FROM incoming_area i
    WHERE i.area_id IS NULL
    RETURNING code, name
"""
_CHANGE = """
    UPDATE territory_area a
    SET name = i.name, name_en = i.name_en, level = i.level, geometry = i.geometry,
        lng = i.lng, lat = i.lat, parent_id = p.id,
        valid_from = coalesce(i.valid_from, a.valid_from)
    FROM incoming_area i
    LEFT JOIN territory_area p
        ON p.net_id = %(net)s AND p.code = i.parent_code AND p.valid_to IS NULL
    WHERE a.net_id = %(net)s AND a.code = i.code AND a.valid_to IS NULL
      AND (a.name, a.name_en, a.level, a.geometry, a.lng, a.lat, a.parent_id, a.valid_from)
        IS DISTINCT FROM (i.name, i.name_en, i.level, i.geometry, i.lng, i.lat, p.id,
            coalesce(i.valid_from, a.valid_from))
    RETURNING a.code, a.name
"""


def load_areas(
    net: Net,
    rows: Sequence[AreaRow],
    version: NetVersion,
    found: Iterable[Succession] | None = None,
) -> Change:
    """Make it so in a version of its own, note who follows whom, and say what differs.

    Who follows whom is looked for, unless it was `found` already.
    """
    before = rows_of(net) if found is None else {}
    former_ids = ids_by_code(net)
    wanted: dict[str, int | date] = {
        "net": net.pk,
        "version": version.pk,
        "today": version.takes_effect_on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING)
        with cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row(_columns(row))
        # What was counted may be of an install that was taken back: a diff leaves nothing but that.
        cursor.execute("ANALYZE incoming_area, territory_area")
        cursor.execute(_KNOWN, wanted)
        cursor.execute(_END, wanted)
        ended = [name for (name,) in cursor.fetchall()]
        cursor.execute(_KEEP, wanted)
        cursor.execute(_ADD, wanted)
        added = dict(cursor.fetchall())
        cursor.execute("ANALYZE territory_area")
        cursor.execute(_CHANGE, wanted)
        changed = [name for code, name in cursor.fetchall() if code not in added]
    if added or changed or ended:
        refresh_closure(net.pk)
    if added or ended:
        if found is None:
            found = successions_of(before, {row.code: row for row in rows})
        _note(version, found, former_ids, ids_by_code(net))
    return change_of(net.name, list(added.values()), changed, ended)


def _note(
    version: NetVersion,
    found: Iterable[Succession],
    former_ids: Mapping[str, int],
    ids: Mapping[str, int],
) -> None:
    AreaSuccession.objects.bulk_create(
        AreaSuccession(
            version=version,
            predecessor_id=former_ids[each.predecessor],
            successor_id=ids[each.successor],
            found_by=each.found_by,
            share=each.share,
        )
        for each in found
    )


def _columns(row: AreaRow) -> tuple[object, ...]:
    named = (row.code, row.name, row.name_en, row.level, row.parent_code)
    return (*named, row.geometry, row.lng, row.lat, row.valid_from)
