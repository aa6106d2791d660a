from dataclasses import replace
from datetime import timedelta

import pytest

from yiwang.foundation.refusals import NotFound
from yiwang.structure.organizations import queries
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.tests.bodies import LINKS, NOON, TODAY, bodies, load

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def loaded(areas):
    load(bodies(areas))
    return areas


@pytest.mark.parametrize(("code", "body"), [("G", "SW-T"), ("T", "SW-T"), ("C", "SW-C")])
def test_the_nearest_body_with_a_function_answers(loaded, code, body, django_assert_num_queries):
    with django_assert_num_queries(3):  # read once, then only looked at
        found = queries.nearest_with_function("water", loaded[code], TODAY)
        assert queries.nearest_with_function("water", loaded[code], TODAY) is found

    assert (found.code, found.area.code) == (body, body[-1])


@pytest.mark.parametrize(
    ("function", "on"), [("housing", TODAY), ("water", TODAY - timedelta(days=1))]
)
def test_nobody_answers_without_the_function_or_before_the_day(loaded, function, on):
    assert queries.nearest_with_function(function, loaded["G"], on) is None


@pytest.mark.parametrize("state", ["in_preparation", "dissolved"])
def test_a_body_that_does_not_work_leaves_the_next_one_above(loaded, state):
    rows = bodies(loaded)
    load([rows[0], replace(rows[1], state=state), *rows[2:]])

    assert queries.nearest_with_function("water", loaded["G"], TODAY).code == "SW-C"


def test_a_dissolved_body_answered_until_its_last_day(loaded):
    left = [row for row in bodies(loaded) if row.code != "SW-T"]
    load(left, LINKS[1:], now=NOON + timedelta(days=1))

    found = [queries.nearest_with_function("water", loaded["G"], on) for on in (TODAY, TOMORROW)]

    assert [body.code for body in found] == ["SW-T", "SW-C"]


def test_every_department_that_answers_is_offered_nearest_first(loaded, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = queries.with_function_near(loaded["G"], TODAY)
        names = [(one.code, one.area.name) for one in found]

    assert names == [("SW-T", "镇"), ("CG-C", "市"), ("SW-C", "市")]


def test_one_body_comes_with_its_area(loaded, django_assert_num_queries):
    known = Organization.objects.get(code="ZD-T").pk

    with django_assert_num_queries(2):
        found = queries.organization(known)
        assert (found.name, found.area.code) == ("服务站", "T")


def test_an_unknown_body_is_not_found(db):
    with pytest.raises(NotFound):
        queries.organization(0)


def test_the_links_of_a_day_go_both_ways(loaded, django_assert_num_queries):
    load(bodies(loaded), LINKS[:1], now=NOON + timedelta(days=1))
    known = queries.ids_by_code()["SW-C"]

    with django_assert_num_queries(2):
        links = [
            [
                (link.source.code, link.kind, link.target.code)
                for link in queries.links_of(known, on)
            ]
            for on in (TODAY, TOMORROW)
        ]

    assert links == [
        [("SW-C", "guides", "SW-T"), ("DL", "supports", "SW-C")],
        [("SW-C", "guides", "SW-T")],
    ]
