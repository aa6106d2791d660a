"""A fresh PostGIS of the system's own packages (Debian's), on a throw-away cluster: what a peer
with the geometry in the database makes of the same areas and points."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psycopg
from numpy.typing import NDArray

Row = tuple[int, bytes, bytes]  # id, WKB in degrees, WKB in metres
SERVERS = Path("/usr/lib/postgresql")
SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "1GB",
    "work_mem": "512MB",
    "maintenance_work_mem": "512MB",
    "fsync": "off",
    "jit": "off",
}
_TABLES = """
    CREATE EXTENSION postgis;
    CREATE TABLE area (id int PRIMARY KEY, geom geometry, flat geometry, edge geometry);
    CREATE TABLE point (id int PRIMARY KEY, geom geometry, flat geometry);
    CREATE TEMP TABLE area_in (id int, geom bytea, flat bytea);
    CREATE TEMP TABLE point_in (id int, lng float8, lat float8, x float8, y float8);
"""
_READY = """
    INSERT INTO area SELECT id, g, f, ST_Boundary(f)
    FROM area_in, ST_GeomFromWKB(geom) g, ST_GeomFromWKB(flat) f;
    INSERT INTO point SELECT id, ST_MakePoint(lng, lat), ST_MakePoint(x, y) FROM point_in;
    CREATE INDEX ON area USING gist (geom);
    CREATE INDEX ON area USING gist (flat);
    CREATE INDEX ON point USING gist (geom);
    CREATE INDEX ON point USING gist (flat);
"""
HOLDING = """
    SELECT p.id, min(a.id) AS area
    FROM point p JOIN area a ON ST_Intersects(a.geom, p.geom) GROUP BY p.id
"""
HELD = """
    SELECT p.id, min(a.id) AS area
    FROM area a, LATERAL (
        SELECT id FROM point WHERE ST_Intersects(a.geom, geom) OFFSET 0) p
    GROUP BY p.id
"""
MEASURED = """
    SELECT p.id, a.id AS area, ST_Distance(a.flat, p.flat) AS away,
        ST_Distance(a.edge, p.flat) AS edge
    FROM point p JOIN area a ON ST_DWithin(a.flat, p.flat, 25)
"""


@contextmanager
def postgis(areas: Iterator[Row], points: NDArray[np.float64]) -> Iterator[psycopg.Connection]:
    """A cluster with these areas, and points of longitude, latitude, x and y, indexed and counted;
    ids are 0, 1, 2 …"""
    with _cluster() as address, psycopg.connect(address, autocommit=True) as connection:
        connection.execute(_TABLES)
        with connection.cursor() as cursor:
            with cursor.copy("COPY area_in FROM STDIN") as copy:
                for row in areas:
                    copy.write_row(row)
            with cursor.copy("COPY point_in FROM STDIN") as copy:
                for number, place in enumerate(points.tolist()):
                    copy.write_row((number, *place))
        connection.execute(_READY)
        connection.execute("VACUUM ANALYZE")
        yield connection


@contextmanager
def _cluster() -> Iterator[str]:
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="yiwang-postgis-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    try:
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
        log = folder / "log"
        _run(
            programs / "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            log,
            "-o",
            f"-k {folder} {options}",
            "start",
        )
        try:
            yield f"host={folder} user=postgres dbname=postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The programs of the newest server that has PostGIS; it is installed where that is allowed."""
    if not _with_postgis() and os.geteuid() == 0 and shutil.which("apt-get"):
        found = subprocess.run(
            ["apt-cache", "search", "--names-only", "^postgresql-[0-9]+-postgis-3$"],
            capture_output=True,
            text=True,
            check=True,
        )
        package = found.stdout.split()[0]
        subprocess.run(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", package], check=True
        )
    if not _with_postgis():
        raise SystemExit("There is no PostGIS here: install postgresql and postgresql-N-postgis-3.")
    return _with_postgis()[-1] / "bin"


def _with_postgis() -> list[Path]:
    shares = SERVERS.parent.parent / "share" / "postgresql"
    return [
        server
        for server in sorted(SERVERS.glob("*"), key=lambda each: float(each.name))
        if (shares / server.name / "extension" / "postgis.control").exists()
    ]


def _run(*command: object) -> None:
    """As the user who may own a cluster: root may not."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
