"""The findings of a net in a file below `TILES_ROOT`, made when somebody first looks after a change
of the net: of a city they take seconds. Like tiles they are a cache, in no backup."""

import os
import tempfile
from pathlib import Path
from threading import Lock

import orjson
from django.conf import settings

from yiwang.structure.territory.locate import ROW_VERSION
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.partition import Finding, partition_check

_checking = Lock()


def findings_in(net: Net) -> list[Finding]:
    """What strikes the eye in a net as it is now; one query while nothing of it changed."""
    revision, written = Net.objects.values_list("revision", ROW_VERSION).get(pk=net.pk)
    path = Path(settings.TILES_ROOT) / net.key / "findings" / f"{net.pk}-{revision}-{written}.json"
    found = _read(path)
    if found is None:
        with _checking:
            found = _read(path)
            if found is None:
                found = partition_check(net)
                _keep(path, found)
    return found


def _read(path: Path) -> list[Finding] | None:
    try:
        lines = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    return [
        Finding(kind, tuple(codes), square_metres, tuple(at) if at else None)
        for kind, codes, square_metres, at in lines
    ]


def _keep(path: Path, findings: list[Finding]) -> None:
    """Nobody ever sees half a file; those of a state that is over are removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [[each.kind, each.codes, each.square_metres, each.at] for each in findings]
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    with os.fdopen(handle, "wb") as file:
        file.write(orjson.dumps(lines))
    Path(name).replace(path)
    for other in path.parent.glob("*.json"):
        if other != path:
            other.unlink(missing_ok=True)
