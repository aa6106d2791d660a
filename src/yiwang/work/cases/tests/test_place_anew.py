"""Placing open cases anew after a net was redrawn: on request, each with one record."""

from datetime import timedelta

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.present import rows_of
from yiwang.structure.territory.queries import area_by_code, net_named
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.tests.land import spec_of
from yiwang.work.cases.actions.place_anew import place_anew
from yiwang.work.cases.models import Placement
from yiwang.work.cases.queries.touched import open_cases_in, open_cases_of_older_versions
from yiwang.work.cases.reports import Place


@pytest.fixture
def redraw(now):
    """The first grid of Linjiang becomes two, with new codes, from tomorrow on."""

    def split():
        net = net_named("base")
        rows = rows_of(net)
        del rows["9001010101"]
        for code, south in (("9001010103", 46.0), ("9001010104", 46.05)):
            shape = shapely.box(130.0, south, 130.05, south + 0.05)
            rows[code] = AreaRow(code, f"新{code}", "", "grid", "90010101", shape.wkb)
        tomorrow = now + timedelta(days=1)
        load_net(spec_of(net), list(rows.values()), actor=SYSTEM, now=tomorrow)
        return net_named("base")

    return split


def placed_in(case):
    return Placement.objects.get(case=case, net__key="base")


def test_a_case_keeps_the_area_and_the_version_it_was_placed_in(report, redraw):
    _answer, case = report()
    before = placed_in(case)

    net = redraw()

    case.refresh_from_db()
    assert (case.area.code, before.revision) == ("9001010101", net.revision - 1)
    assert placed_in(case).area_id == before.area_id
    assert open_cases_in([before.area_id]) == [case.pk]
    assert open_cases_of_older_versions(net.pk, net.revision) == [case.pk]


def test_placed_anew_it_lies_in_the_area_of_today(report, redraw, records_of, now):
    _answer, case = report()
    net = redraw()

    place_anew(case.pk, actor=SYSTEM, now=now)

    case.refresh_from_db()
    assert case.area.code in {"9001010103", "9001010104"}
    assert placed_in(case).revision == net.revision
    assert records_of(case) == ["cases.case.reported", "cases.case.placed_anew"]
    assert Record.objects.get(name="cases.case.placed_anew").data["before"]["base"] != case.area_id


def test_placed_anew_twice_it_moves_once(report, redraw, records_of, now):
    _answer, case = report()
    redraw()

    place_anew(case.pk, actor=SYSTEM, now=now)

    assert place_anew(case.pk, actor=SYSTEM, now=now) is None
    assert len(records_of(case)) == 2


def test_a_chosen_area_that_was_split_needs_a_person(report, redraw, records_of, now):
    _answer, case = report(place=None, area_code="9001010101")
    redraw()

    assert place_anew(case.pk, actor=SYSTEM, now=now) is None
    case.refresh_from_db()
    assert (case.area_id, len(records_of(case))) == (placed_in(case).area_id, 1)


def test_where_nothing_moved_nothing_is_recorded(report, records_of, now):
    _answer, case = report(place=Place(130.025, 46.15))

    assert place_anew(case.pk, actor=SYSTEM, now=now) is None
    assert records_of(case) == ["cases.case.reported"]
    assert area_by_code("9001010201").pk == case.area_id
