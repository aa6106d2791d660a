"""Third-party front-end files: taken from `node_modules` by an allow-list, served by ourselves."""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage

FILES = {
    "vendor/tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/htmx.js": "htmx.org/dist/htmx.min.js",
    "vendor/maplibre.css": "maplibre-gl/dist/maplibre-gl.css",
    "vendor/maplibre.js": "maplibre-gl/dist/maplibre-gl-csp.js",
    "vendor/maplibre-worker.js": "maplibre-gl/dist/maplibre-gl-csp-worker.js",
    "vendor/echarts.js": "echarts/dist/echarts.common.min.js",
    "vendor/terra-draw.js": "terra-draw/dist/terra-draw.umd.js",
    "vendor/terra-draw-maplibre.js": (
        "terra-draw-maplibre-gl-adapter/dist/terra-draw-maplibre-gl-adapter.umd.js"
    ),
}
FOLDER = Path(__file__).resolve().parents[3] / "node_modules"


def missing_files() -> list[str]:
    """Those of `FILES` that were not fetched."""
    return [source for source in FILES.values() if not (FOLDER / source).exists()]


class VendorFinder(BaseFinder):
    """Finds exactly the files named in `FILES`."""

    @property
    def storage(self) -> StaticFilesStorage:
        return StaticFilesStorage(location=self.folder)

    @property
    def folder(self) -> Path:
        return FOLDER

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        source = self.folder / FILES[path] if path in FILES else None
        found = str(source) if source and source.exists() else None
        return ([found] if found else []) if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for name, source in FILES.items():
            if (self.folder / source).exists():
                yield name, _Renamed(self.folder, source)

    def check(self, **_: Any) -> Any:
        return []


class _Renamed(StaticFilesStorage):
    """A storage that holds one file under another name; `collectstatic` opens it by our name."""

    prefix = None

    def __init__(self, folder: Path, source: str) -> None:
        super().__init__(location=folder)
        self._source = source

    def path(self, name: str | PathLike[str]) -> str:
        return str(Path(self.location) / self._source)
