"""Drawn areas: shapefile (also zipped, with several parts), GeoPackage, GeoJSON and KML, by GDAL.

A shapefile without a code page is read as UTF-8, else as GB18030: Chinese programs write either.
"""

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyogrio.errors import DataLayerError, DataSourceError
from pyogrio.raw import read as read_layer

from yiwang.structure.territory.importing.faults import faulty
from yiwang.structure.territory.importing.sheet import Sheet, SheetRow

PARTS_OF_A_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
DRAWN = (".shp", ".gpkg", ".geojson", ".json", ".kml")
MOST_BYTES = 2 * 1024**3  # unpacked; a municipality's grids take a tenth of it


def read_drawing(path: Path, layer: str = "") -> Sheet:
    """One layer of a drawn file as a sheet; a feature is a row, counted from 1."""
    layers = _layers(path)
    if layer and layer not in layers:
        words = {"layer": layer, "known": ", ".join(layers)}
        raise faulty(_("There is no layer %(layer)s; there are: %(known)s.") % words)
    if not layer and len(layers) > 1:
        words = {"known": ", ".join(layers)}
        raise faulty(_("The file has several layers; say which one: %(known)s.") % words)
    meta, shapes, columns, notes = _layer(path, layer or layers[0])
    drawn = shapely.force_2d(shapely.from_wkb(shapes, on_invalid="ignore"))
    named = zip(meta["fields"], map(_texts, columns), strict=True)
    fields = {str(title): texts for title, texts in named if any(texts)}  # KML has a dozen unused
    rows = [
        SheetRow(number + 1, [texts[number] for texts in fields.values()], shape)
        for number, shape in enumerate(drawn)
    ]
    return Sheet(list(fields), rows, crs=meta["crs"], has_shapes=True, notes=notes)


def _layers(path: Path) -> list[str]:
    try:
        return [str(name) for name, _kind in pyogrio.list_layers(path)]
    except DataSourceError:
        raise faulty(
            _("%(name)s cannot be read as a drawn file: export it again.") % {"name": path.name}
        ) from None


def _layer(path: Path, layer: str) -> tuple[Mapping[str, Any], Any, Sequence[Any], list[str]]:
    is_unsaid = path.suffix.lower() == ".shp" and not path.with_suffix(".cpg").exists()
    for encoding in ("UTF-8", "GB18030") if is_unsaid else (None,):
        try:
            meta, _ids, shapes, columns = read_layer(path, layer=layer, encoding=encoding)
        except UnicodeDecodeError:
            continue
        except (DataSourceError, DataLayerError) as problem:
            raise faulty(_("The file is damaged: %(problem)s") % {"problem": problem}) from None
        notes = [_("Text read as GB18030.")] if encoding == "GB18030" else []
        return meta, shapes, columns, notes
    raise faulty(_("The text in the file is neither UTF-8 nor GB18030: export it again as UTF-8."))


def _texts(column: Any) -> list[str]:
    """The values of a field as people would write them."""
    if np.issubdtype(column.dtype, np.floating):
        return ["" if np.isnan(value) else _number(float(value)) for value in column]
    if np.issubdtype(column.dtype, np.datetime64):
        days = column.astype("datetime64[D]").astype(str)
        return ["" if day == "NaT" else str(day) for day in days]
    return ["" if value is None else str(value).strip() for value in column]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def read_zipped(content: bytes, layer: str = "") -> Sheet:
    """The one drawn file in a zip, whatever its folders and the encoding of its names."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile:
        raise faulty(_("The zip is damaged: pack it again.")) from None
    if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
        raise faulty(_("The zip holds more than 2 GB: deliver it in parts."))
    drawn = [name for name in archive.namelist() if PurePath(name).suffix.lower() in DRAWN]
    if len(drawn) != 1:
        words = {"found": len(drawn)}
        raise faulty(_("The zip must hold one drawn file; it holds %(found)s.") % words)
    with tempfile.TemporaryDirectory(prefix="yiwang-import-") as folder:
        return read_drawing(_unpacked(archive, drawn[0], Path(folder)), layer)


def _unpacked(archive: zipfile.ZipFile, drawn: str, folder: Path) -> Path:
    """The drawn file and what belongs to it, under a name of ours."""
    stem = str(PurePath(drawn).with_suffix(""))
    for name in archive.namelist():
        suffix = PurePath(name).suffix.lower()
        if name == drawn or (
            suffix in PARTS_OF_A_SHAPEFILE and str(PurePath(name).with_suffix("")) == stem
        ):
            (folder / f"areas{suffix}").write_bytes(archive.read(name))
    return folder / f"areas{PurePath(drawn).suffix.lower()}"
