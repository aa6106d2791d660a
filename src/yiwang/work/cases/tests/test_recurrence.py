"""The same kind of thing at one place, again."""

from datetime import timedelta

import pytest

from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import recurrence_of
from yiwang.work.cases.queries.recurrence import times_of
from yiwang.work.cases.reports import Place

GRID = "9001010101"


@pytest.fixture
def times(actor_of, now):
    def counted(case, by="clerk.90010101"):
        found = recurrence_of(case, actor_of(by).account_id, now=now)
        return found.times, [one.pk for one in found.earlier]

    return counted


def test_counts_what_came_before_at_the_same_place_closed_or_not(
    report, answered, times, now, django_assert_num_queries, actor_of
):
    _a, first = answered()
    _b, second = report(place=Place(130.0251, 46.05))
    report(kind="water.outage")  # of another type
    report(place=Place(130.03, 46.05))  # 386 m away
    _answer, old = report()
    Case.objects.filter(pk=old.pk).update(reported_at=now - timedelta(days=366))
    _c, third = report()

    assert times(first) == (1, [])
    assert times(third) == (3, [second.pk, first.pk])
    account_id = actor_of("clerk.90010101").account_id
    with django_assert_num_queries(3):
        recurrence_of(third, account_id, now=now)


def test_counts_only_what_the_reader_may_see(report, times):
    report()
    _answer, case = report()

    assert times(case, by="clerk.90020101") == (1, [])


def test_without_a_type_nothing_recurs(report, times):
    report(kind="")
    _answer, case = report(kind="")

    assert times(case) == (1, [])


def test_one_without_a_point_is_like_those_of_its_area(report, times):
    _a, pointed = report()
    _b, pointless = report(place=None, area_code=GRID)
    _c, third = report(place=None, area_code=GRID)
    _d, fourth = report()

    assert times(pointless) == (2, [pointed.pk])
    assert times(third) == (3, [pointless.pk, pointed.pk])
    assert times(fourth) == (4, [third.pk, pointless.pk, pointed.pk])


def test_a_page_of_a_list_counts_as_the_page_of_a_case_does(report, times, actor_of, now):
    places = (Place(130.025, 46.05), Place(130.0251, 46.05), Place(130.03, 46.05), None)
    reported = [report(place=place, area_code="" if place else GRID)[1] for place in places]
    account_id = actor_of("clerk.90010101").account_id

    counted = times_of(reported, account_id, now=now)

    assert [counted.get(case.pk, 1) for case in reported] == [times(case)[0] for case in reported]
    assert times_of(reported, actor_of("clerk.90020101").account_id, now=now) == {}
