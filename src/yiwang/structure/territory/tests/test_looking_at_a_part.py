"""What a file changes below an area is told without the rest of the net, and told the same."""

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.datums import Datum
from yiwang.structure.territory.importing.delivery import read_file
from yiwang.structure.territory.importing.faults import FaultyFile
from yiwang.structure.territory.importing.ground import Declared
from yiwang.structure.territory.importing.plan import Into, planned
from yiwang.structure.territory.likening import unlinked_of
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.tests.deliveries import table
from yiwang.structure.territory.tests.land import LAND, NOON, box

HEAD = ["code", "parent", "level", "name", "predecessors", "wkt"]
TOWNS = "ABCD"


@pytest.fixture
def wide_land(db):
    """Four towns in a row, of four grids each."""
    rows = [box("TOP", "city", None, (130.0, 46.0, 130.4, 46.1))]
    for number, town in enumerate(TOWNS):
        west = 130 + number / 10
        rows.append(box(town, "town", "TOP", (west, 46.0, west + 0.1, 46.1)))
        rows += [
            box(f"{town}{n}", "grid", town, (west, 46 + n / 40, west + 0.1, 46 + (n + 1) / 40))
            for n in range(4)
        ]
    load_net(LAND, rows, actor=SYSTEM, now=NOON)
    return net_named("trial")


def grid(code, west=130.1, *, name="格", parent="B", level="grid", was="", high=(0, 1)):
    south, north = (46 + place / 40 for place in high)
    corners = [(west, south), (west + 0.1, south), (west + 0.1, north), (west, north)]
    ring = ", ".join(f"{lng:.6f} {lat:.6f}" for lng, lat in [*corners, corners[0]])
    return [code, parent, level, name, was, f"POLYGON (({ring}))"]


DELIVERED = {
    "renamed": ([grid("B0", name="新")], {}),
    "some end": ([grid("B0"), grid("B1", high=(1, 4))], {"replaces": True}),
    "split": ([grid("B0", high=(0, 0.5)), grid("B0A", high=(0.5, 1))], {}),
    "other codes": (
        [grid(f"X{n}", name=f"名B{n}", high=(n, n + 1)) for n in range(4)],
        {"replaces": True},
    ),
    "other names and codes": (
        [grid("X1", name="甲", high=(1, 2)), grid("B0"), grid("B2", high=(2, 3))],
        {"replaces": True},
    ),
    "said to follow": ([grid("X1", name="甲", was="C3")], {"follows": (("A1", "X1"),)}),
    "followed by nobody": ([grid("X1", was="Z9")], {"follows": (("Y9", "X1"),)}),
    "from elsewhere": ([grid("C0")], {}),
    "of a neighbour that was taken in": (
        [grid("B0"), grid("A0", 130.0, parent="A", name="邻")],
        {"beside": ("A0",), "replaces": True},
    ),
    "moved there": (
        [grid("C0", 130.2, parent="C", name="邻"), grid("B0", parent="C")],
        {"beside": ("C0",)},
    ),
    "below nobody": ([grid("B0", parent="Z")], {}),
    "below itself": ([grid("B0", parent="B0")], {}),
    "of a wrong level": ([grid("B0", level="town"), grid("B1", level="nonsense")], {}),
    "the town itself": ([grid("B", parent="TOP", level="town", name="镇", high=(0, 4))], {}),
    "a town below its grid": ([["B", "B0", "town", "镇", "", ""]], {}),
    "without a code": ([grid("")], {}),
    "below a code that is not there": ([grid("B0")], {"below": "Z"}),
}

AT_FAULT = {
    "followed by nobody",
    "from elsewhere",
    "moved there",
    "below nobody",
    "below itself",
    "of a wrong level",
    "the town itself",
    "a town below its grid",
    "without a code",
    "below a code that is not there",
}


def into_below(**how):
    given = {"level": "grid", "below": "B", "declared": Declared(Datum.WGS84)}
    return Into("trial", **given | how)


def told(net, delivery, into, **how):
    """All that a page or a record says of a plan, or its faults."""
    try:
        plan = planned(net, delivery, into, NOON.date(), **how)
    except FaultyFile as refusal:
        return [(fault.row, str(fault.sentence)) for fault in refusal.faults]
    left = unlinked_of(plan.before, plan.after, plan.successions)
    return plan.diff, plan.successions, plan.ground, left


@pytest.mark.parametrize("name", DELIVERED)
def test_a_part_says_what_the_whole_says(wide_land, tmp_path, name):
    rows, how = DELIVERED[name]
    delivery = read_file(table(tmp_path / "grids.csv", [HEAD, *rows]))
    into = into_below(**how)

    found = told(wide_land, delivery, into, is_looked_at=True)

    assert found == told(wide_land, delivery, into)
    assert isinstance(found, list) == (name in AT_FAULT)


def test_the_rest_of_the_net_is_not_read_and_the_part_never_loaded(wide_land, tmp_path):
    delivery = read_file(table(tmp_path / "grids.csv", [HEAD, grid("B0", name="新")]))
    into = into_below()

    plan = planned(wide_land, delivery, into, NOON.date(), is_looked_at=True)

    assert plan.before.keys() == {"TOP", *TOWNS, "B0", "B1", "B2", "B3"}
    with pytest.raises(ValueError, match="part of a net"):
        _ = plan.rows
    assert len(planned(wide_land, delivery, into, NOON.date()).rows) == 21
