"""A delivered file, read whole: its areas, the faults of its rows, and itself as it came."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from yiwang.foundation.sheets import reading
from yiwang.foundation.sheets.faults import UnreadableTable
from yiwang.structure.territory.importing.drawings import (
    DRAWN,
    PARTS_OF_A_SHAPEFILE,
    read_drawing,
    read_zipped,
)
from yiwang.structure.territory.importing.faults import RowFault, faulty
from yiwang.structure.territory.importing.sheet import (
    GivenArea,
    Sheet,
    SheetRow,
    read_areas,
    unused_columns,
)

LARGEST = 256 * 1024 * 1024  # bytes of a table; a municipality's grids take a fifth of it
TABLES = (".csv", ".xlsx")
KNOWN = ".csv .xlsx .shp .zip .gpkg .geojson .json .kml"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is to be read: which layer, and what its columns are called."""

    layer: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered. `content` is the file as it came, a shapefile as a zip of its parts."""

    name: str
    content: bytes
    areas: Sequence[GivenArea]
    faults: Sequence[RowFault] = ()
    crs: str | None = None  # what the file says of its coordinates
    notes: Sequence[str] = ()
    manner: Manner = field(default_factory=Manner)

    @property
    def has_coordinates(self) -> bool:
        return any(area.shape is not None for area in self.areas)


def read_file(path: Path, manner: Manner | None = None) -> Delivery:
    """Read a file by its ending. Raises FaultyFile where nothing can be read of it."""
    manner = manner or Manner()
    name, content = _as_delivered(path)
    sheet = _sheet(path, content, manner)
    areas, faults = read_areas(sheet, manner.columns)
    notes = list(sheet.notes)
    if unused := unused_columns(sheet.heading, manner.columns):
        notes.append(_("Columns not used: %(names)s.") % {"names": ", ".join(unused)})
    if sheet.has_shapes:
        missing = [area for area in areas if area.shape is None]
        faults += [
            RowFault(area.number, _("It has no boundary: draw it, or leave it out."))
            for area in missing
        ]
    return Delivery(name, content, areas, faults, sheet.crs, notes, manner)


def read_table(path: Path) -> Sheet:
    """A table of whatever columns: CSV or XLSX. Raises FaultyFile."""
    if path.suffix.lower() not in TABLES:
        words = {"ending": path.suffix or path.name, "known": " ".join(TABLES)}
        raise faulty(_("Files of the kind %(ending)s are not read; these are: %(known)s.") % words)
    return _sheet(path, path.read_bytes(), Manner())


def _sheet(path: Path, content: bytes, manner: Manner) -> Sheet:
    ending = path.suffix.lower()
    if ending in TABLES:
        return _read_rows(content, ending)
    if ending == ".zip":
        return read_zipped(content, manner.layer)
    if ending in DRAWN:
        return read_drawing(path, manner.layer)
    words = {"ending": ending or path.name, "known": KNOWN}
    raise faulty(_("Files of the kind %(ending)s are not read; these are: %(known)s.") % words)


def _read_rows(content: bytes, ending: str) -> Sheet:
    """A table, as every list of the program reads one."""
    if ending == ".xlsx" and not zipfile.is_zipfile(io.BytesIO(content)):
        raise faulty(_("This is no .xlsx workbook: save it as one."))
    try:
        table = reading.read_table(content, largest=LARGEST)
    except UnreadableTable as unreadable:
        raise faulty(str(unreadable)) from None
    rows = [SheetRow(number, cells) for number, cells in table.rows]
    faults = [RowFault(fault.row, fault.sentence) for fault in table.faults]
    return Sheet(table.heading, rows, faults, notes=[table.note] if table.note else [])


def _as_delivered(path: Path) -> tuple[str, bytes]:
    """The name and content that are kept; the parts of a shapefile go together into one zip."""
    if path.suffix.lower() != ".shp":
        return path.name, path.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.suffix.lower() in PARTS_OF_A_SHAPEFILE:
                member = zipfile.ZipInfo(part.name)  # without a time: the same parts, the same zip
                archive.writestr(member, part.read_bytes(), zipfile.ZIP_DEFLATED)
    return f"{path.stem}.zip", packed.getvalue()
