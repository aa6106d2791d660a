"""Hexagons of the types that a board looks at alone: kept as long as it does, with what was."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.boards.actions.load_boards import load_boards
from yiwang.insight.boards.described import BoardPart, GroupPart
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import replay
from yiwang.insight.measures.models import (
    CaseCell,
    CaseFact,
    DepartmentCell,
    DepartmentFact,
    SpotCell,
    TypeSet,
)
from yiwang.insight.measures.reading import Asked, sums
from yiwang.insight.measures.spots import size_kept, spots
from yiwang.insight.measures.subjects import AREA, ORGANIZATION
from yiwang.insight.measures.type_sets import key_of
from yiwang.portals.casework.tests.staging import CLERK, act, dispatched, reported
from yiwang.portals.command.tests.staging import counted
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.case_types import types_at_or_below

pytestmark = pytest.mark.django_db


def load(*kinds):
    """A board for each of these kinds, and one of every type."""
    groups = [GroupPart(figures=["resolution_rate"])]
    said = {"name": "板", "name_en": "Board", "groups": groups, "colours": ["on_time_rate"]}
    boards = [BoardPart(key=f"of_{kind}", kinds=[kind], **said) for kind in kinds]
    load_boards([*boards, BoardPart(key="all", **said)], actor=SYSTEM, now=timezone.now())
    counted()


def leaks(number):
    for _ in range(number):
        act(reported(), CLERK, "whistle", kind="housing.leak", nature="small")
    counted()


def thick(types):
    area, days = area_by_code("9001").pk, Days.until(timezone.localdate(), 30)
    return [spot.cases for spot in spots(area, days, resolution=size_kept(area), types=types)]


def cells():
    return {repr(values) for values in SpotCell.objects.values_list()}


def test_what_a_board_looks_at_alone_is_kept_with_what_was_there_before():
    housing, litter = types_at_or_below(("housing",)), types_at_or_below(("sanitation",))
    leaks(6)
    assert thick(housing) == [6]  # from facts
    of_all = cells()

    load("housing", "sanitation")

    sets = {key_of(housing): list(housing), key_of(litter): list(litter)}
    assert dict(TypeSet.objects.values_list("key", "types")) == sets
    assert {row.replace(str(key_of(housing)), "0") for row in cells() - of_all} == of_all
    leaks(2)
    assert (thick(housing), thick(litter), thick(None)) == ([8], [], [8])
    seen = cells()
    replay(timezone.now())
    assert cells() == seen


def test_what_no_board_looks_at_alone_any_more_is_kept_no_more():
    housing = types_at_or_below(("housing",))
    leaks(5)
    of_all = cells()
    load("housing")
    assert cells() > of_all

    load("sanitation")

    assert cells() == of_all
    assert thick(housing) == [5]
    assert set(TypeSet.objects.values_list("key", flat=True)) == {
        key_of(types_at_or_below(("sanitation",)))
    }


def of_the_town(types, group=""):
    return _told("reported", AREA, area_by_code("900101").pk, types, group)


def of_the_department(types, group=""):
    return _told("tasks", ORGANIZATION, ids_by_code()["ZJ-9001"], types, group)


def _told(name, kind, subject, types, group):
    days = Days.until(timezone.localdate(), 2)  # no whole month, which is kept by type
    return [row[2] for row in sums(Asked((name,), kind, (subject,), days, group, types))]


@pytest.mark.parametrize("told", [of_the_town, of_the_department])
def test_days_of_a_set_are_counted_without_facts_where_those_of_a_type_are_not(told):
    housing, litter = types_at_or_below(("housing",)), types_at_or_below(("sanitation",))
    for _ in range(2):
        dispatched("ZJ-9001")
    counted()
    from_facts = told(housing), told(housing, "day")
    assert from_facts == ([(2,)], [(2,)])

    load("housing", "sanitation")
    assert (told(housing), told(housing, "day")) == from_facts
    dispatched("ZJ-9001")
    counted()
    seen = counts_kept()
    CaseFact.objects.all().delete()
    DepartmentFact.objects.all().delete()

    assert (told(housing), told(housing, "day"), told(litter)) == ([(3,)], [(3,)], [])
    replay(timezone.now())
    assert counts_kept() == seen
    load("sanitation")
    assert not CaseCell.objects.filter(type_id=key_of(housing)).exists()
    assert not DepartmentCell.objects.filter(type_id=key_of(housing)).exists()


def counts_kept():
    return {repr(row) for cells in (CaseCell, DepartmentCell) for row in cells.objects.values()}


def test_a_set_is_no_type_where_every_type_is_told():
    load("housing")
    leaks(3)
    town = area_by_code("900101").pk

    rows = sums(Asked(("reported",), AREA, (town,), Days.until(timezone.localdate(), 90), "type"))

    assert [numbers for _town, _type, numbers in rows] == [(3,)]
