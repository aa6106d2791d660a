"""Tiles as files below `TILES_ROOT`, compressed. Those of a state that is over are removed when the
first of the next state is written; whatever is missing is made again."""

import gzip
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from yiwang.structure.territory.tiles.squares import Square


class Shelf:
    """The tiles of one net for maps of one datum, in one state of the net; of one level alone
    where one is named."""

    def __init__(self, net_key: str, datum: str, stamp: str, level: str = "") -> None:
        self._of_net = Path(settings.TILES_ROOT) / net_key / datum
        self._of_state = self._of_net / stamp
        self._folder = self._of_state / f"level-{level}" if level else self._of_state

    def find(self, square: Square) -> bytes | None:
        """The tile, compressed (gzip), if it was made."""
        try:
            return self._path(square).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, square: Square, content: bytes) -> bytes:
        """Keep it; answers what was kept. Nobody ever sees half a file."""
        packed = gzip.compress(content, 6, mtime=0)
        path = self._path(square)
        if not self._of_state.exists():
            self._remove_others()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
        Path(name).replace(path)
        return packed

    def _path(self, square: Square) -> Path:
        return self._folder / str(square.z) / f"{square.x}-{square.y}.gz"

    def _remove_others(self) -> None:
        for other in self._of_net.glob("*"):
            if other != self._of_state:
                shutil.rmtree(other, ignore_errors=True)
