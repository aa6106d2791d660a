"""The findings of a net in a file below `TILES_ROOT`, made when somebody first looks after a change
of the net. Like tiles they are a cache, in no backup.

What strikes the eye among areas depends on them and on the area above alone: after a change only
those groups are looked at that are others than before.
"""

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from threading import Lock

import orjson
from django.conf import settings
from django.db import connection

from yiwang.structure.territory.locate import ROW_VERSION
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.partition import Finding, findings_in_groups, in_order
from yiwang.structure.territory.present import rows_below, rows_of
from yiwang.structure.territory.rows import AreaRow

_checking = Lock()
FORMERLY = "findings"  # the folder in which earlier releases kept them
Line = tuple[str, list[str], int, list[float] | None]
Groups = dict[str, tuple[str, list[Line]]]  # code of the area above -> digest, findings

# Of the areas directly below each area and that area itself: whatever findings depend on.
_DIGESTS = """
    SELECT coalesce(above.code, ''), md5(below.told || coalesce(md5(above.geometry), '-'))
    FROM (
        SELECT parent_id, string_agg(
            code || ' ' || coalesce(md5(geometry), '-'), ',' ORDER BY code
        ) AS told
        FROM territory_area WHERE net_id = %(net)s AND valid_to IS NULL GROUP BY parent_id
    ) below LEFT JOIN territory_area above ON above.id = below.parent_id
"""


def findings_in(net: Net) -> list[Finding]:
    """What strikes the eye in a net as it is now; one query while nothing of it changed."""
    revision, written = Net.objects.values_list("revision", ROW_VERSION).get(pk=net.pk)
    path = Path(settings.TILES_ROOT) / net.key / "checked" / f"{net.pk}-{revision}-{written}.json"
    found = _read(path)
    if found is None:
        with _checking:
            found = _read(path)
            if found is None:
                found = _checked(net, _former(path.parent))
                _keep(path, found)
    return in_order(
        Finding(kind, tuple(codes), square_metres, (at[0], at[1]) if at else None)
        for _digest, lines in found.values()
        for kind, codes, square_metres, at in lines
    )


def _checked(net: Net, former: Groups) -> Groups:
    """Each group as it was found before, or looked at now."""
    if not Area.objects.filter(net=net, valid_to=None).exclude(geometry=None).exists():
        return {}
    digests = dict(_digests(net))
    changed = [code for code, digest in digests.items() if former.get(code, ("",))[0] != digest]
    known = {code: former[code] for code in digests.keys() - changed}
    return known | {
        code: (digests[code], [_line(each) for each in found])
        for code, found in _looked_at(net, changed, is_all=not known)
    }


def _digests(net: Net) -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_DIGESTS, {"net": net.pk})
        for code, digest in cursor.fetchall():
            yield code, f"{digest}-{net.is_partition:d}"


def _looked_at(
    net: Net, codes: Collection[str], *, is_all: bool
) -> Iterable[tuple[str, list[Finding]]]:
    """The findings below each of these areas."""
    rows = rows_of(net) if is_all else {row.code: row for row in rows_below(net, codes)}
    below: dict[str, list[AreaRow]] = defaultdict(list)
    for row in rows.values():
        below[row.parent_code or ""].append(row)
    groups = [(rows.get(code), below[code]) for code in codes]
    return zip(codes, findings_in_groups(groups, divides=net.is_partition), strict=True)


def _line(each: Finding) -> Line:
    return each.kind, list(each.codes), each.square_metres, list(each.at) if each.at else None


def _former(folder: Path) -> Groups:
    """The groups of the state that was looked at last."""
    known = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    return (_read(known[-1]) or {}) if known else {}


def _read(path: Path) -> Groups | None:
    try:
        read: Groups = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    return read


def _keep(path: Path, groups: Groups) -> None:
    """Nobody ever sees half a file; those of a state that is over are removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    with os.fdopen(handle, "wb") as file:
        file.write(orjson.dumps(groups))
    Path(name).replace(path)
    for other in path.parent.glob("*.json"):
        if other != path:
            other.unlink(missing_ok=True)
    shutil.rmtree(path.parent.parent / FORMERLY, ignore_errors=True)
