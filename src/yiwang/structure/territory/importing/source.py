"""Which file a version was read from and how: enough to read the kept file again."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from yiwang.foundation.files.storage import keep, open_kept
from yiwang.structure.territory.datums import Datum
from yiwang.structure.territory.importing.delivery import Delivery, Manner, read_file
from yiwang.structure.territory.importing.ground import Declared
from yiwang.structure.territory.importing.plan import Into


def kept_source(delivery: Delivery, into: Into, ground: str = "") -> dict[str, Any]:
    """Keep the file, and say how it was taken. `ground` is what coordinates were taken for."""
    return {
        "file": delivery.name,
        "sha256": sha256(delivery.content).hexdigest(),
        "path": keep(delivery.content, PurePath(delivery.name).suffix),
        "ground": ground,
        "layer": delivery.manner.layer,
        "columns": dict(delivery.manner.columns),
        "level": into.level,
        "below": into.below,
        "replaces": into.replaces,
        "datum": into.declared.datum.value if into.declared.datum else "",
        "crs": into.declared.crs,
        "follows": [list(pair) for pair in into.follows],
        "beside": list(into.beside),
        "carried": list(into.carried),
    }


def read_back(net_key: str, source: dict[str, Any]) -> tuple[Delivery, Into]:
    """The kept file as it was read then. Raises FileNotFoundError when it is gone."""
    manner = Manner(source["layer"], source["columns"])
    declared = Declared(Datum(source["datum"]) if source["datum"] else None, source["crs"])
    follows = said_to_follow(source)
    beside = tuple(source.get("beside", ()))
    where = source["level"], source["below"], source["replaces"]
    carried = tuple(source.get("carried", ()))
    into = Into(net_key, *where, declared, follows, beside, carried)
    with copied(source) as copy:
        return replace(read_file(copy, manner), name=source["file"]), into


def kept_groups(of_key: str, name: str, table: bytes) -> dict[str, Any]:
    """The same of a table that puts areas of another net together."""
    return {
        "file": name,
        "sha256": sha256(table).hexdigest(),
        "path": keep(table, PurePath(name).suffix),
        "aggregates": of_key,
    }


def said_to_follow(source: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Who follows whom, the former code first, as somebody said of a draft."""
    return tuple((str(was), str(becomes)) for was, becomes in source.get("follows", ()))


@contextmanager
def copied(source: dict[str, Any]) -> Iterator[Path]:
    """The kept file under its own name. Raises FileNotFoundError when it is gone."""
    with tempfile.TemporaryDirectory(prefix="yiwang-import-") as folder:
        copy = Path(folder) / source["file"]
        with open_kept(source["path"]) as kept:
            copy.write_bytes(kept.read())
        yield copy
