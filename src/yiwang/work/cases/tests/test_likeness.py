"""Like cases nearby."""

from datetime import timedelta

import pytest

from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.queries import like_cases
from yiwang.work.cases.queries.likeness import distance_m
from yiwang.work.cases.reports import Place

HERE = (130.025, 46.05)


@pytest.fixture
def found(now):
    def like(kind="housing.leak", point=HERE, area_id=None, at=now):
        return [one.case_id for one in like_cases(*point, area_id, kind, at)]

    return like


def test_distances_are_great_circles():
    assert distance_m((130.0, 46.0), (130.0, 46.1)) == pytest.approx(11_119.5, abs=0.1)
    assert distance_m((130.0, 46.0), (130.1, 46.0)) == pytest.approx(7_724.3, abs=0.5)


def test_finds_the_same_type_within_reach_nearest_first(report, found):
    _answer, near = report(place=Place(130.0251, 46.05))
    _answer, nearer = report(place=Place(130.02501, 46.05))
    report(place=Place(130.03, 46.05))  # 386 m away
    report(place=Place(130.0251, 46.05), kind="water.outage")

    assert found() == [nearer.pk, near.pk]


def test_shows_no_words_of_others(report, now):
    report(place=Place(130.0251, 46.05), text="张三家漏水，电话13812341234")

    [like] = like_cases(*HERE, None, "housing.leak", now)

    assert (like.kind, like.area, like.stage, like.distance_m) == (
        "房屋漏水",
        "临江社区 · 第一网格",
        "民意收集",
        10,
    )
    assert "张三" not in repr(like)


def test_finds_cases_not_typed_yet_and_those_of_the_upper_type(report, found):
    _answer, untyped = report(kind="")
    _answer, upper = report(kind="housing")

    assert set(found()) == {untyped.pk, upper.pk}


def test_without_a_type_finds_any(report, found):
    _answer, case = report(kind="water.outage")

    assert found(kind="") == [case.pk]


def test_leaves_out_closed_old_and_confidential_ones(report, answered, act, found, now):
    _answer, closed = answered()
    act(closed, "rate", grade=5)
    report(kind="rights.wages", contact="13812341234")
    report(at=now - timedelta(days=31))

    assert found() == found(kind="") == []


def test_a_confidential_type_has_no_like_ones(report, found):
    report(kind="rights.wages", contact="13812341234")

    assert found(kind="rights.wages") == []


def test_without_a_point_finds_those_of_the_area(report, found):
    _answer, case = report()

    assert found(point=(None, None), area_id=area_by_code("9001010101").pk) == [case.pk]
    assert found(point=(None, None), area_id=area_by_code("9001010102").pk) == []
    assert found(point=(None, None)) == []


def test_a_type_says_which_others_count_as_alike_and_how_near_and_how_old(report, found, now):
    def dump(days=0, metres=0):
        place = Place(130.025 + metres / 77_243, 46.05)
        _answer, case = report(kind="sanitation.muck", place=place, at=now - timedelta(days=days))
        return case.pk

    near, _old, _far, edge = dump(), dump(days=16), dump(metres=160), dump(days=14, metres=140)

    assert found(kind="sanitation.litter") == [near, edge]
    assert len(found(kind="sanitation.muck")) == 4
