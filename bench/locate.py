"""Points located per second in a territory of 7 830 grids, in the same run as its two bounds.

    .venv/bin/python bench/locate.py [--seconds 2]

Below: a scan over all grids, one after the other. Above, the limits of the machine: one bare query
of shapely's tree for the same point, which knows neither the distance to the edge nor the areas
nearby; and one bare question to the database, since `locate` asks whether a boundary has changed.
All answers are compared on the way.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from yiwang.structure.territory.demonstration import CutSpec, Node, cut
from yiwang.structure.territory.surfaces import Surface

COUNTIES, TOWNS, COMMUNITIES, GRIDS = 10, 138, 1_529, 7_830  # as in Jiamusi
LEVELS = ("city", "county", "town", "community", "grid")
Point = tuple[float, float]
Result = TypeVar("Result")


def main() -> None:
    """Cut, load and measure; print rates and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    seconds = parser.parse_args().seconds
    tree = list(nodes())
    shapes = timed("cut", lambda: cut(CutSpec(coast(), tree, seed=2026)))
    with installation():
        timed("load", lambda: load(tree, shapes))
        measure([(code, shapes[code]) for code in codes(4)], seconds)


def codes(level: int) -> list[str]:
    """The codes of a level, top first."""
    count = (1, COUNTIES, TOWNS, COMMUNITIES, GRIDS)[level]
    return [f"{LEVELS[level]}-{n:05}" for n in range(count)]


def nodes() -> Iterator[Node]:
    """The tree, each level shared out evenly over the one above."""
    yield Node(codes(0)[0], None)
    for level in range(1, 5):
        parents = codes(level - 1)
        for n, code in enumerate(codes(level)):
            yield Node(code, parents[n % len(parents)])


def coast() -> Surface:
    """A ragged boundary of 4 000 points, about 200 km across."""
    chance = np.random.default_rng(2026)
    angle = np.linspace(0, 2 * np.pi, 4_000, endpoint=False)
    radius = 1 + 0.2 * np.sin(3 * angle) + 0.1 * np.sin(11 * angle) + chance.normal(0, 0.002, 4_000)
    shore = shapely.Polygon(
        np.column_stack([130.5 + 1.3 * radius * np.cos(angle), 46.8 + 0.9 * radius * np.sin(angle)])
    )
    return shapely.buffer(shore, 0)


@contextmanager
def installation(kept: Path | None = None) -> Iterator[None]:
    """An installation with an engine of its own: a throw-away one, or in a folder that is kept."""
    fresh = tempfile.TemporaryDirectory(prefix="yiwang-bench-")
    with nullcontext(str(kept)) if kept else fresh as folder:
        os.environ |= {"YIWANG_HOME": folder, "YIWANG_NO_POOL": "1"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "yiwang.config.settings"
        os.environ.pop("DATABASE_URL", None)
        from yiwang.config.engine import engine

        with engine(Path(folder)):
            import django
            from django.core.management import call_command
            from django.db import connection

            django.setup()
            call_command("migrate", verbosity=0)
            yield
            connection.close()


def load(tree: Sequence[Node], shapes: dict[str, Surface]) -> None:
    """The net, through its action."""
    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.structure.territory.actions.load_net import load_net
    from yiwang.structure.territory.rows import AreaRow, NetSpec

    levels = [{"key": key, "name": key, "name_en": key} for key in LEVELS]
    rows = [
        AreaRow(
            node.code,
            node.code,
            "",
            node.code.split("-")[0],
            node.parent_code,
            shapely.to_wkb(shapes[node.code]),
        )
        for node in tree
    ]
    load_net(
        NetSpec("base", "base", "base", levels, is_primary=True),
        rows,
        actor=SYSTEM,
        now=datetime.now(UTC),
    )


def measure(grids: Sequence[tuple[str, Surface]], seconds: float) -> None:
    """Check that all ways agree, then time each."""
    from django.db import connection

    from yiwang.structure.territory.locate import locate, locate_many
    from yiwang.structure.territory.models import Area

    ids = dict(Area.objects.values_list("code", "pk"))
    shapes = np.array([shape for _code, shape in grids], dtype=object)
    shapely.prepare(shapes)
    tree = shapely.STRtree(shapes)

    def scan(point: Point) -> int | None:
        there = shapely.Point(point)
        return next((ids[code] for code, shape in grids if shape.intersects(there)), None)

    def bare(point: Point) -> int | None:
        found = tree.query(shapely.Point(point), predicate="intersects")
        return ids[grids[found[0]][0]] if found.size else None

    def door(point: Point) -> int | None:
        return locate(*point)["base"].area_id

    def bare_and_question(point: Point) -> int | None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT revision FROM territory_net")
            cursor.fetchall()
        return bare(point)

    asked = points(shapely.total_bounds(shapes))
    if any(not scan(point) == bare(point) == door(point) for point in asked[:100]):
        raise SystemExit("They disagree.")
    rates = {
        "scan of all grids": rate(scan, asked, seconds),
        "locate, one by one": rate(door, asked, seconds),
        "locate_many": rate(lambda _point: locate_many(asked), asked, seconds) * len(asked),
        "bare tree": rate(bare, asked, seconds),
        "tree and question": rate(bare_and_question, asked, seconds),
    }
    for name, per_second in rates.items():
        print(f"{name:<20}{per_second:>12,.0f} points per second")
    slow, one, many, tree_alone, with_question = rates.values()
    print(f"{'locate / scan':<28}{one / slow:>8.1f}")
    print(f"{'locate / tree and question':<28}{one / with_question:>8.2f}")
    print(f"{'locate_many / bare tree':<28}{many / tree_alone:>8.2f}")


def points(bounds: NDArray[np.float64]) -> list[Point]:
    """5 000 points over the rectangle around the territory, some of them outside."""
    west, south, east, north = bounds
    chance = np.random.default_rng(2026)
    places = chance.uniform([west, south], [east, north], (5_000, 2))
    return [(float(lng), float(lat)) for lng, lat in places]


def rate(answer: Callable[[Point], object], asked: Sequence[Point], seconds: float) -> float:
    """How often it answers in a second, measured over at least `seconds`."""
    done, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        answer(asked[done % len(asked)])
        done += 1
    return done / (time.perf_counter() - begin)


def timed(name: str, work: Callable[[], Result]) -> Result:
    """The result, with the seconds it took printed."""
    begin = time.perf_counter()
    result = work()
    print(f"{name:<20}{time.perf_counter() - begin:>12.2f} seconds")
    return result


if __name__ == "__main__":
    main()
