from dataclasses import replace

import numpy as np
import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.partition import (
    NOBODY_M2,
    THIN_M,
    Finding,
    findings_of,
    partition_check,
)
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.surfaces import difference, plane_of
from yiwang.structure.territory.tests.land import LAND, NOON, box, land_rows


def north(bounds):
    """The small land with another northern grid; the eastern town has no grids."""
    return findings_of([*land_rows()[:4], box("WN", "grid", "W", bounds)])


def test_a_sound_net_has_no_findings(land, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert partition_check(land) == []


def test_an_overlap_names_both_areas_the_ground_and_where_it_is():
    ((finding),) = north((130.0, 46.04, 130.1, 46.1))

    assert finding == Finding("overlap", ("WS", "WN"), 8_600_523, finding.at)
    assert shapely.box(130.0, 46.04, 130.1, 46.05).contains(shapely.Point(finding.at))


def test_a_gap_names_the_parent_and_the_ground():
    ((finding),) = north((130.0, 46.06, 130.1, 46.1))

    assert finding == Finding("gap", ("W",), 8_600_523, finding.at)
    assert shapely.box(130.0, 46.05, 130.1, 46.06).contains(shapely.Point(finding.at))


def test_ground_beyond_the_parent_is_told_of_the_one_that_has_it():
    findings = north((130.0, 46.05, 130.1, 46.11))

    assert [(each.kind, each.codes) for each in findings] == [("beyond", ("WN", "W"))]


def test_a_border_drawn_twice_a_metre_apart_is_a_sliver():
    findings = north((130.0, 46.05001, 130.1, 46.1))

    assert [(each.kind, each.codes) for each in findings] == [("sliver", ("W",))]


def test_a_crumb_of_an_area_is_a_sliver():
    rows = land_rows()
    crumb = shapely.box(130.15, 46.05, 130.1501, 46.0501)
    shape = shapely.MultiPolygon([shapely.box(130.0, 46.05, 130.1, 46.1), crumb])
    rows[4] = replace(rows[4], geometry=shape.wkb)

    crumbs = [each for each in findings_of(rows) if each.codes == ("WN",)]

    assert [(each.kind, each.square_metres) for each in crumbs] == [("sliver", 86)]


def test_a_difference_nobody_lives_in_is_no_finding():
    assert north((130.0, 46.05000001, 130.1, 46.1)) == []


@pytest.mark.parametrize(("wide", "kind"), [(0.001, "small"), (0.5, "large")])
def test_an_area_of_another_size_than_its_siblings_is_told(wide, kind):
    usual = [box(f"G{n}", "grid", None, (130 + n, 46, 130.02 + n, 46.02)) for n in range(8)]
    odd = box("ODD", "grid", None, (140.0, 46, 140.0 + wide, 46.02))

    findings = findings_of([*usual, odd], divides=False)

    assert [(each.kind, each.codes) for each in findings] == [(kind, ("ODD",))]


def test_an_area_without_a_boundary_among_others_is_told():
    rows = [*land_rows()[:4], replace(land_rows()[4], geometry=None)]

    assert Finding("undrawn", ("WN",)) in findings_of(rows)


def test_a_net_of_lines_or_without_geometry_has_nothing_to_check(roads):
    assert partition_check(roads) == []
    assert findings_of([replace(row, geometry=None) for row in land_rows()]) == []


def test_areas_that_need_not_divide_the_ground_may_overlap(db):
    rows = [*land_rows()[:4], box("WN", "grid", "W", (130.0, 46.0, 130.1, 46.1))]
    load_net(replace(LAND, is_partition=False), rows, actor=SYSTEM, now=NOON)

    assert partition_check(net_named("trial")) == []


def crooked(seed):
    """Towns side by side, each of nine grids whose corners lie where they should, a hair off, or
    far off; and some that are drawn twice, or not at all."""
    chance = np.random.default_rng(seed)
    rows = []
    for town in range(12):
        west = 130 + town * 0.03
        rows.append(box(f"T{town}", "town", None, (west, 46.0, west + 0.03, 46.03)))
        for number in range(9):
            x, y = west + number % 3 * 0.01, 46 + number // 3 * 0.01
            corners = np.array([(x, y), (x + 0.01, y), (x + 0.01, y + 0.01), (x, y + 0.01)])
            corners += chance.choice([0, 1e-12, 2e-6, 2e-3], (4, 2), p=[0.7, 0.15, 0.1, 0.05])
            shape = shapely.Polygon(corners)
            code, lacks = f"T{town}-{number}", chance.random() < 0.05
            rows.append(AreaRow(code, "", "", "grid", f"T{town}", None if lacks else shape.wkb))
    return rows


def cut_from_each_other(rows):
    """Kinds, codes and square metres of what one area after the other lacks or has too much."""
    towns = {row.code: shapely.from_wkb(row.geometry) for row in rows if row.level == "town"}
    for code, town in towns.items():
        plane = plane_of(town)
        grids = {
            row.code: plane.laid(shapely.from_wkb(row.geometry))
            for row in rows
            if row.parent_code == code and row.geometry
        }
        whole = plane.laid(town)
        found = [("gap", (code,), difference(whole, list(grids.values())))]
        found += [("beyond", (each, code), difference(own, [whole])) for each, own in grids.items()]
        found += [
            ("overlap", (one, other), shapely.intersection(grids[one], grids[other]))
            for one in grids
            for other in grids
            if one < other
        ]
        for kind, codes, shape in found:
            if shape.area > NOBODY_M2:
                is_thin = 2 * shape.area / shape.length < THIN_M
                yield "sliver" if is_thin else kind, codes, round(shape.area)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_is_what_cutting_each_from_each_finds(seed):
    rows = crooked(seed)
    kinds = {"gap", "beyond", "overlap", "sliver"}

    found = [each for each in findings_of(rows) if each.kind in kinds]

    slow = {(kind, codes): size for kind, codes, size in cut_from_each_other(rows)}
    assert {kind for kind, _codes in slow} == kinds
    assert {(each.kind, each.codes) for each in found} == slow.keys()
    assert len(found) == len(slow)
    for each in found:
        assert each.square_metres == pytest.approx(slow[each.kind, each.codes], abs=1)
        assert each.at is not None
