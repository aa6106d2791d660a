"""Files as they are delivered, made for one test: real shapefiles, GeoPackages, workbooks."""

import csv
import io
import zipfile

import numpy as np
import openpyxl
import shapely
from pyogrio.raw import write

# the two grids of the town W in `land.py`, and what the drawing says of them
SOUTH = shapely.box(130.0, 46.0, 130.1, 46.05)
NORTH = shapely.box(130.0, 46.05, 130.1, 46.1)
BOW = shapely.Polygon([(130, 46), (130.1, 46.1), (130, 46.1), (130.1, 46)])
GRIDS = [("WS", "南网格", SOUTH), ("WN", "北网格", NORTH)]


def drawn(path, rows=GRIDS, *, crs="EPSG:4490", titles=("编码", "名称"), encoding="UTF-8"):
    """A drawn file of whatever kind its ending says."""
    drivers = {".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".geojson": "GeoJSON", ".kml": "LIBKML"}
    shapes = np.array([None if shape is None else shape.wkb for *_, shape in rows], dtype=object)
    fields = [np.array([row[n] for row in rows], dtype=object) for n in range(len(titles))]
    kind = "Unknown" if path.suffix != ".shp" else "Polygon"
    more = {"encoding": encoding} if path.suffix == ".shp" else {}
    write(
        path,
        shapes,
        fields,
        list(titles),
        crs=crs,
        geometry_type=kind,
        driver=drivers[path.suffix],
        **more,
    )
    return path


def zipped(shapefile, *, folder="网格/", leaving=()):
    """A zip as people make them: in a folder, with something beside it."""
    path = shapefile.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("说明.txt", "…")
        for part in shapefile.parent.glob(f"{shapefile.stem}.*"):
            if part.suffix not in {".zip", *leaving}:
                archive.write(part, f"{folder}{part.name}")
    return path


def table(path, rows, *, encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook(path, rows, prepare=lambda page: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    prepare(book.active)
    book.save(path)
    return path
