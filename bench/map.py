"""The map of a municipality of 65 536 grids: tiles made per second, their size, and how smoothly a
real browser pans over them.

    .venv/bin/python -m bench.map [--tiles 400] [--frames 200]
    .venv/bin/python -m bench.map --of FOLDER --net base --username chongqing.supervisor

Beside each its limit in the same run. A tile: the same areas only read and unpacked, nothing drawn.
A frame: the same browser panning the same way over an empty map, in turns. Chromium runs without a
graphics card here, so the limit is that of the processor; its time is told too, which hardly
depends on what else runs: what drawing takes and what the page takes, how much of drawing is the
browser itself, which an empty map takes as well, and how many frames take so long that one sees it.
Names are Chinese, as most readers have them: they are the shorter ones. Checked on the way: no tile
holds more areas than the bound, and every area of one zoom is in some tile of it.
`--of` takes an installation that is there already, what YIWANG_HOME was, instead of one that is
thrown away afterwards.
"""

import argparse
import gzip
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely

from bench.parts.installation import SETTINGS, installed, served
from bench.parts.municipality import NET, rows
from bench.parts.processor import milliseconds_of
from bench.parts.table import show

SEEN_MS = 50.0  # a frame that takes longer is seen to stop
TURNS = 2
DRAWN_BY, LAID_OUT_BY = "gpu-process", "type=renderer"  # processes of the browser
ZOOMS = (7, 9, 11, 12, 13, 14)
LOOKED_AT = ((8.0, 106.5, 29.6), (11.0, 106.9, 29.9), (13.0, 106.52, 29.62))
REST = """
async ([zoom, lng, lat, bare]) => {
  const map = document.querySelector("[data-map]").maps[0];
  if (bare) for (const { id } of map.getStyle().layers) map.removeLayer(id);
  map.jumpTo({center: [lng, lat], zoom});
  await new Promise((done) => { map.once("idle", done); map.triggerRepaint(); });
}
"""
PAN = """
async (frames) => {
  const map = document.querySelector("[data-map]").maps[0];
  const times = [];
  let before = performance.now();
  for (let n = 0; n < frames; n++) {
    const turn = n % 100 < 50 ? 1 : -1;
    map.panBy([10 * turn, 4 * turn], {animate: false});
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  return times;
}
"""
Spent = np.ndarray[Any, Any]


def main() -> None:
    """Load, make, check, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiles", type=int, default=400)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--of", type=Path, help="an installation that is there already")
    parser.add_argument("--net", default=NET.key, help="of that installation")
    parser.add_argument("--username", default="dispatcher.900101", help="of that installation")
    chosen = parser.parse_args()
    with there(chosen.of.resolve()) if chosen.of else installed():
        import django

        django.setup()
        if not chosen.of:
            loaded()
        tiles(chosen.net, chosen.tiles)
        panned(chosen.net, chosen.username, chosen.frames)


@contextmanager
def there(folder: Path) -> Iterator[str]:
    """Join the engine of an installation; yields the database's address."""
    os.environ |= SETTINGS | {"YIWANG_HOME": str(folder)}
    from yiwang.config.engine import engine

    with engine(folder) as running:
        yield running.address


def loaded() -> None:
    """The net, through its action."""
    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.structure.territory.actions.load_net import load_net

    areas, seconds = timed(lambda: list(rows()))
    _change, load = timed(lambda: load_net(NET, areas, actor=SYSTEM, now=datetime.now(UTC)))
    print(f"{len(areas):,} areas made up in {seconds:.0f} s, loaded in {load:.0f} s")


def tiles(net: str, number: int) -> None:
    """What a tile costs and weighs, where there are areas."""
    from yiwang.structure.territory.models import Area
    from yiwang.structure.territory.tiles.atlas import atlas_of
    from yiwang.structure.territory.tiles.making import made

    atlas, first = timed(lambda: atlas_of(net))
    show([("first look after a change", first, "s"), ("kept of the net", kept_mb(atlas), "MB")])
    _atlas, again = timed(lambda: atlas_of(net))
    squares = [square for zoom in ZOOMS for square in some(atlas, zoom, number // len(ZOOMS))]

    def read(square: Any) -> None:
        ids = [*atlas.drawn_in(square)[:1500].tolist(), *atlas.above_in(square)[:1500].tolist()]
        found = Area.objects.filter(id__in=ids).values_list("id", "name", "geometry")
        shapely.from_wkb([bytes(geometry or b"") for _id, _name, geometry in found])

    contents = {}
    making = clocked(squares, lambda square: contents.update({square: made(atlas, square)}))
    reading = clocked(squares, read)
    check(atlas, contents)
    for zoom in (*ZOOMS, None):
        here = [n for n, square in enumerate(squares) if zoom in (None, square.z)]
        sizes = np.array([len(gzip.compress(contents[squares[n]], 6)) for n in here]) / 1024
        name = "all zooms" if zoom is None else f"zoom {zoom}"
        show(
            [
                (f"{name}: {len(here)} tiles made", 1 / making[here].mean(), "per second"),
                (f"{name}: slower than 95 % of them", np.percentile(making[here], 95) * 1e3, "ms"),
                (f"{name}: making / only reading", making[here].mean() / reading[here].mean(), ""),
                (f"{name}: compressed, median", float(np.median(sizes)), "kB"),
                (f"{name}: compressed, 95 %", float(np.percentile(sizes, 95)), "kB"),
                (f"{name}: compressed, largest", float(sizes.max()), "kB"),
            ]
        )
    show([("seeing that the net has not changed", again * 1000, "ms")])


def some(atlas: Any, zoom: int, number: int) -> list[Any]:
    """Squares with areas in them, as often as areas lie there: people look where grids are."""
    from yiwang.structure.territory.tiles.squares import Square

    chance = np.random.default_rng(zoom)
    drawn = np.flatnonzero(atlas.bands.drawn_at(zoom))
    places = chance.choice(drawn, number)
    middles = (atlas.bounds[places, :2] + atlas.bounds[places, 2:]) / 2
    found = {tuple(each) for each in np.floor(middles * (1 << zoom)).astype(int).tolist()}
    return [Square(zoom, x, y) for x, y in sorted(found)]


def check(atlas: Any, contents: dict[Any, bytes]) -> None:
    """No tile holds more than the bound; what lies well inside a tile is in it."""
    from yiwang.structure.territory.tiles.bands import MOST_AREAS

    for square, content in contents.items():
        layers = mapbox_vector_tile.decode(content)
        ids = {each["id"] for each in layers["areas"]["features"]}
        west, north, east, south = square.bounds()
        middles = (atlas.bounds[:, :2] + atlas.bounds[:, 2:]) / 2
        inside = np.all((middles > [west, north]) & (middles < [east, south]), axis=1)
        wanted = set(atlas.ids[inside & atlas.bands.drawn_at(square.z)].tolist())
        if len(ids) > MOST_AREAS or (len(ids) < MOST_AREAS and not wanted <= ids):
            raise SystemExit(f"{square} holds {len(ids)} areas and lacks {len(wanted - ids)}.")


def panned(net: str, username: str, frames: int) -> None:
    """Frame times of a browser, over the net and over nothing."""
    from playwright.sync_api import sync_playwright
    from tests.browsers import find_browser
    from tests.journeys.conftest import FLAGS, sign_in

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with served() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(
            base_url=f"http://127.0.0.1:{port}",
            viewport={"width": 1440, "height": 900},
            locale="zh-CN",
        )
        sign_in(page, username)
        for zoom, lng, lat in LOOKED_AT:
            panned_over: dict[bool, list[Spent]] = {False: [], True: []}
            for bare in (False, True) * TURNS:
                page.goto(f"/desk/map?net={net}")
                page.wait_for_selector("[data-ready]", timeout=120_000)
                for _motion in range(2):  # tiles are there from the second one on
                    page.evaluate(REST, [zoom, lng, lat, bare])
                    spent = spent_on(page, frames // TURNS)
                panned_over[bare].append(spent)
            tell(f"zoom {zoom:.0f}: a frame", *(np.hstack(each) for each in panned_over.values()))
        browser.close()


def spent_on(page: Any, frames: int) -> Spent:
    """Of each frame: milliseconds until the next one, of a processor for drawing, for the page."""
    before = milliseconds_of(DRAWN_BY), milliseconds_of(LAID_OUT_BY)
    times = page.evaluate(PAN, frames)
    after = milliseconds_of(DRAWN_BY), milliseconds_of(LAID_OUT_BY)
    spent = [np.full(len(times), (b - a) / len(times)) for a, b in zip(before, after, strict=True)]
    return np.array([times, *spent])


def tell(name: str, over: Spent, empty: Spent) -> None:
    """Of both, and of how many the one is of the other."""
    for what, place, share in (("median", 0, 50), ("95 %", 0, 95)):
        both = [float(np.percentile(each[place], share)) for each in (over, empty)]
        show([(f"{name}, {what}", both[0], "ms"), (f"{name}, {what}, empty map", both[1], "ms")])
    for what, place in (("drawing", 1), ("the page", 2)):
        both = [float(each[place].mean()) for each in (over, empty)]
        show([(f"{name}, processor time of {what}", both[0], "ms")])
        show([(f"{name}, of which the browser itself", 100 * both[1] / max(both[0], 1e-9), "%")])
    for what, each in (("", over), (", empty map", empty)):
        seen = 100 * float((each[0] > SEEN_MS).mean())
        show([(f"{name}, longer than {SEEN_MS:.0f} ms{what}", seen, "%")])


def clocked(squares: list[Any], work: Callable[[Any], object]) -> np.ndarray[Any, Any]:
    """Seconds for each."""
    return np.array([timed(partial(work, square))[1] for square in squares])


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begin = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begin


def kept_mb(atlas: Any) -> float:
    """What a process keeps of the net."""
    bands = atlas.bands
    arrays = (atlas.ids, atlas.bounds, bands.first, bands.last, bands.above)
    return float(sum(array.nbytes for array in arrays)) / 1e6


if __name__ == "__main__":
    main()
