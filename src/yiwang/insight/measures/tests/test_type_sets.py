"""Hexagons of the types that a board looks at alone: kept as long as it does, with what was."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.boards.actions.load_boards import load_boards
from yiwang.insight.boards.described import BoardPart, GroupPart
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import replay
from yiwang.insight.measures.models import SpotCell, TypeSet
from yiwang.insight.measures.spots import size_kept, spots
from yiwang.insight.measures.type_sets import key_of
from yiwang.portals.casework.tests.staging import CLERK, act, reported
from yiwang.portals.command.tests.staging import counted
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
