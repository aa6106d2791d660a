"""A million points located in Chongqing's 65 000 grids, against a fresh PostGIS in the same run.

    .venv/bin/python -m bench.locate_city [--points 1000000]

The grids are those of the pack. The points lie in and around grids chosen by chance, so that the
middle of the city is asked as often as it would be. PostGIS (Debian's package; installed if that
is allowed here) has points and areas in tables, indexed and counted, and its answers are added up
where they are made: fetching them is not timed. Ours begin with coordinates and end with arrays.
Asked twice: which grid holds the point (PostGIS may go through the points or through the grids);
and that with the distance to its edge and every grid within 25 metres, which is what `locate`
always says. PostGIS is asked with one process and with two; ours is one.
Answers are compared: every grid; every distance to 3 %, the planes differ.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
import psycopg
import shapely
from numpy.typing import NDArray

from bench.locate import installation
from bench.parts.postgis import HELD, HOLDING, MEASURED, Row, postgis
from yiwang.structure.territory.index import TOUCHING_M
from yiwang.structure.territory.surfaces import METRES_PER_DEGREE

Floats = NDArray[np.float64]
Result = TypeVar("Result")
COMPARED = 100_000  # distances; of grids all are
DISTANCES_AGREE = 0.03


def main() -> None:
    """Install, ask both, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=1, help="the quickest counts, of each")
    given = parser.parse_args()
    count, times = given.points, given.times
    with installation():
        ids, shapes = grids()
        places = points(shapes, count)
        lng, lat = places.T
        from yiwang.structure.territory.locate import locate, locate_arrays

        timed("index built", lambda: locate(106.5, 29.5), 1)
        ours, found = timed("locate_arrays", lambda: locate_arrays(lng, lat)["base"], times)
        alone = lng[:20_000].tolist(), lat[:20_000].tolist()
        one, _answers = timed(
            "locate, one by one, 20 000",
            lambda: [locate(x, y)["base"] for x, y in zip(*alone, strict=True)],
            1,
        )
    flat = shapely.transform(shapes, to_metres)
    rows: Iterator[Row] = zip(
        range(len(shapes)), shapely.to_wkb(shapes), shapely.to_wkb(flat), strict=True
    )
    with postgis(rows, np.column_stack([places, to_metres(places)])) as connection:
        [version] = connection.execute("SELECT postgis_full_version()").fetchall()
        print(version[0][:40])
        theirs = {name: ask(connection, times, *asked) for name, asked in QUESTIONS.items()}
        compare(connection, ids, found)
    print(f"{count:,} points in {len(shapes):,} grids; load {os.getloadavg()[0]:.1f}")
    print(f"{ours / count * 1e6:.2f} µs a point; {one / 20_000 * 1e6:.0f} µs one by one")
    for name, seconds in theirs.items():
        print(f"PostGIS, {name:<44}{seconds / ours:>6.1f} times as long as locate_arrays")


def grids() -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Chongqing's grids, loaded through their action; their ids and shapes, by id."""
    from datetime import UTC, datetime

    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.packs.by_hand import since_overwritten
    from yiwang.packs.loader import read_pack
    from yiwang.packs.loads.nets import load_nets
    from yiwang.packs.loads.shapes import draw_nets
    from yiwang.packs.shelf import pack_folder
    from yiwang.structure.territory.models import Area

    pack = read_pack(pack_folder("chongqing"))
    _took, drawn = timed("cut", lambda: draw_nets(pack, lambda *_told: None), 1)
    hand, now = since_overwritten(overwrite=True), datetime.now(UTC)
    timed("load", lambda: list(load_nets(pack, drawn, hand, actor=SYSTEM, now=now)), 1)
    rows = list(Area.objects.filter(level="grid").order_by("id").values_list("id", "geometry"))
    shapes = shapely.from_wkb([bytes(geometry or b"") for _id, geometry in rows])
    return np.array([area_id for area_id, _geometry in rows]), shapes


def points(shapes: NDArray[np.object_], count: int) -> Floats:
    """Places in the rectangles around grids drawn by lot."""
    chance = np.random.default_rng(2026)
    west, south, east, north = shapely.bounds(shapes)[chance.integers(len(shapes), size=count)].T
    return np.column_stack([chance.uniform(west, east), chance.uniform(south, north)])


def to_metres(degrees: Floats) -> Floats:
    """One plane for the whole city."""
    narrow = np.cos(np.radians(30.0))
    metres: Floats = (degrees - [107.5, 30.0]) * np.array([narrow, 1.0]) * METRES_PER_DEGREE
    return metres


COUNTED = "SELECT count(*), sum(area) FROM ({}) AS answers"
SUMMED = "SELECT count(*), sum(area), sum(away), sum(edge) FROM ({}) AS answers"
QUESTIONS = {
    "the grid of each point": (COUNTED.format(HOLDING), 0),
    "the points of each grid": (COUNTED.format(HELD), 0),
    "the same, 2 processes": (COUNTED.format(HELD), 1),
    "with edges and neighbours": (SUMMED.format(MEASURED), 0),
    "the same, 2 processes, with edges": (SUMMED.format(MEASURED), 1),
}


def ask(connection: psycopg.Connection, times: int, question: str, helpers: int) -> float:
    """The seconds of the quickest of a few times, with so many processes beside the first."""
    connection.execute(f"SET max_parallel_workers_per_gather = {helpers}")
    took, _answer = timed(
        f"PostGIS +{helpers}", lambda: connection.execute(question).fetchall(), times
    )
    return took


def compare(connection: psycopg.Connection, ids: NDArray[np.int64], found: object) -> None:
    """Refuse to go on where the two disagree."""
    from yiwang.structure.territory.bulk import LocatedMany

    assert isinstance(found, LocatedMany)
    theirs = np.zeros(len(found), dtype=np.int64)
    rows = np.array(connection.execute(HELD).fetchall(), dtype=np.int64)
    theirs[rows[:, 0]] = ids[rows[:, 1]]
    differing = np.flatnonzero(theirs != found.area_ids)
    # A point within a millimetre of an edge lies in both areas, and the lowest id goes before.
    if np.any(found.edge_m[differing] > TOUCHING_M) or np.any(found.area_ids[differing] == 0):
        raise SystemExit(f"They disagree on {differing.size} points.")
    print(f"{len(found) - differing.size:,} points in the same grid, or in none, for both")
    print(f"{differing.size} within a millimetre of an edge, where ours is the lowest id")
    some = f"SELECT id, area, edge FROM ({MEASURED}) m WHERE id < {COMPARED}"
    edges: Floats = np.array(connection.execute(some).fetchall())
    here = found.area_ids[edges[:, 0].astype(int)] == ids[edges[:, 1].astype(int)]
    ours = found.edge_m[edges[here, 0].astype(int)]
    if not np.allclose(ours, edges[here, 2], rtol=DISTANCES_AGREE, atol=0.01):
        raise SystemExit("They disagree on distances to an edge.")
    print(f"{here.sum():,} distances to an edge agree within {DISTANCES_AGREE:.0%}")


def timed(name: str, work: Callable[[], Result], times: int) -> tuple[float, Result]:
    """The seconds of the quickest run, printed, and the result."""
    quickest = float("inf")
    for _time in range(times):
        begin = time.perf_counter()
        result = work()
        quickest = min(quickest, time.perf_counter() - begin)
    print(f"{name:<30}{quickest:>10.2f} s")
    return quickest, result


if __name__ == "__main__":
    main()
