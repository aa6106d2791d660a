"""Months of a territory, made up by a seed: sparse and dense, with zeros, and with lonely cells."""

from random import Random

from yiwang.insight.disclosure.tables import Frame, Node

FATES = (
    Node("reported", ""),
    Node("solved", "", above="reported"),
    Node("otherwise", "", above="reported"),
    Node("open", "", above="reported"),
)


def frame_of(random: Random) -> Frame:
    """A territory with districts, towns below some of them, and a few kinds."""
    districts = [f"D{at}" for at in range(random.randint(2, 4))]
    towns = [
        Node(f"{above}T{at}", "", above=above)
        for above in districts
        for at in range(random.choice((0, 2, 3)))
    ]
    areas = [Node("W", ""), *(Node(each, "", above="W") for each in districts), *towns]
    kinds = [Node(f"k{at}", "", above="all") for at in range(random.randint(2, 5))]
    return Frame(tuple(areas), (Node("all", ""), *kinds), FATES)


def counts_of(random: Random, frame: Frame) -> list[int]:
    """Numbers of all cells: those of the lowest are drawn, all others add up."""
    size = random.choice((4, 12, 40, 150))
    leaf_areas, leaf_kinds, leaf_fates = (_leaves(axis) for axis in _axes(frame))
    drawn = {
        (area, kind, fate): int(size * random.random() ** 3)
        for area in leaf_areas
        for kind in leaf_kinds
        for fate in leaf_fates
    }
    ups = [_ups(axis) for axis in _axes(frame)]
    totals: dict[tuple[str, ...], int] = {}
    for keys, number in drawn.items():
        for area in ups[0][keys[0]]:
            for kind in ups[1][keys[1]]:
                for fate in ups[2][keys[2]]:
                    totals[area, kind, fate] = totals.get((area, kind, fate), 0) + number
    return [totals[a.key, k.key, f.key] for a, k, f in frame.cells()]


def document(version: str, frame: Frame, shown) -> dict:
    """As it is downloaded."""
    rows = [
        {"area": a.key, "kind": k.key, "fate": f.key, "number": number}
        for (a, k, f), number in zip(frame.cells(), shown, strict=True)
    ]
    axes = zip(("areas", "kinds", "fates"), _axes(frame), strict=True)
    listed = {name: [{"key": n.key, "above": n.above} for n in axis] for name, axis in axes}
    return {"version": version, "rows": rows, **listed}


def _axes(frame):
    return frame.areas, frame.kinds, frame.fates


def _leaves(axis):
    above = {each.above for each in axis}
    return [each.key for each in axis if each.key not in above]


def _ups(axis):
    parent = {each.key: each.above for each in axis}
    found = {}
    for key in parent:
        found[key] = [key]
        while parent[found[key][-1]]:
            found[key].append(parent[found[key][-1]])
    return found
