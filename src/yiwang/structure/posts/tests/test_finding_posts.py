"""Who answers for an area, and where nobody does: each found in one statement."""

from django.db.models import OuterRef, Subquery

from yiwang.structure.posts import queries
from yiwang.structure.posts.powers import VIEW_CASES
from yiwang.structure.posts.tests.land import TODAY, Land
from yiwang.structure.territory.models import Area


def test_nearest_post_is_its_own_then_the_next_above(land, django_assert_num_queries):
    town, county = land.post("land_dispatcher", "C11"), land.post("land_dispatcher", "C1")
    land.hold("li", town)
    land.hold("wang", county)

    with django_assert_num_queries(6):
        found = [
            queries.nearest_post("land_dispatcher", land.areas[code], TODAY)
            for code in ("C111", "C121", "C")
        ]

    assert found == [town.pk, county.pk, None]


def test_nearest_post_passes_over_posts_that_nobody_holds(land):
    land.post("land_dispatcher", "C11")
    county = land.post("land_dispatcher", "C1")
    land.hold("wang", county)

    assert queries.nearest_post("land_dispatcher", land.areas["C111"], TODAY) == county.pk


def test_post_above_is_strictly_above(land, django_assert_num_queries):
    town, county = land.post("land_dispatcher", "C11"), land.post("land_dispatcher", "C1")
    land.hold("li", town)
    land.hold("wang", county)

    with django_assert_num_queries(4):
        above_town = queries.post_above("land_dispatcher", land.areas["C11"], TODAY)
        above_county = queries.post_above("land_dispatcher", land.areas["C1"], TODAY)

    assert (above_town, above_county) == (county.pk, None)


def test_post_in_an_organization_needs_a_holder(land, django_assert_num_queries):
    post = land.post("land_dispatcher", "C11", at_centre=True)
    before = queries.post_at(land.centre.pk, ("land_dispatcher",), TODAY)
    land.hold("li", post)

    with django_assert_num_queries(2):
        after = queries.post_at(land.centre.pk, ("land_dispatcher",), TODAY)

    assert (before, after) == (None, post.pk)


def test_nearest_posts_of_many_areas_are_one_statement(land, django_assert_num_queries):
    town, county = land.post("land_dispatcher", "C11"), land.post("land_dispatcher", "C1")
    land.hold("li", town)
    land.hold("wang", county)
    nearest = queries.nearest_posts("land_dispatcher", OuterRef("pk"), TODAY)[:1]

    with django_assert_num_queries(1):
        found = dict(
            Area.objects.filter(net__key="posts_land")
            .annotate(answers=Subquery(nearest))
            .values_list("code", "answers")
        )

    assert found == {
        "C": None,
        "C1": county.pk,
        "C11": town.pk,
        "C12": county.pk,
        "C111": town.pk,
        "C121": county.pk,
    }


def test_reach_is_a_condition_inside_the_statement_it_guards(land, django_assert_num_queries):
    li = land.hold("li", land.post("land_dispatcher", "C11"))

    with django_assert_num_queries(2):
        by_list = Area.objects.filter(pk__in=queries.areas_in_reach(li, VIEW_CASES, TODAY))
        by_row = Area.objects.filter(queries.reaches(li, VIEW_CASES, TODAY, area="pk"))
        codes = [sorted(found.values_list("code", flat=True)) for found in (by_list, by_row)]

    assert codes == [["C11", "C111"], ["C11", "C111"]]


def test_areas_without_anybody_on_the_way_up_are_found(land, django_assert_num_queries):
    land.hold("li", land.post("land_dispatcher", "C11"))

    with django_assert_num_queries(1):
        alone = [area.code for area in queries.areas_without("land_dispatcher", TODAY)]

    assert alone == ["C121"]


def test_a_post_at_the_top_leaves_no_area_without(land):
    land.hold("li", land.post("land_supervisor", "C"))

    assert list(queries.areas_without("land_supervisor", TODAY)) == []


def test_organizations_without_a_holder_are_found(land, django_assert_num_queries):
    post = land.post("land_dispatcher", "C11", at_centre=True)

    def without() -> list[str]:
        found = queries.organizations_without(["land_dispatcher"], ["land_command"], TODAY)
        return [body.code for body in found]

    with django_assert_num_queries(1):
        before = without()
    land.hold("li", post)

    assert (before, without()) == (["Z11"], [])


def test_vacancies_count_each_post_for_itself(land, django_assert_num_queries):
    leaders = land.post("land_leader", "C111", seats=3)
    land.hold("li", leaders)
    land.hold("wang", leaders, mode="standby")
    crowded = land.post("land_leader", "C121", seats=1)
    land.hold("zhao", crowded, is_primary=True)
    land.hold("qian", crowded, mode="volunteer")
    land.post("land_dispatcher", "C11", seats=0)

    with django_assert_num_queries(1):
        found = queries.vacancies(land.areas["C1"], TODAY)

    assert found == [
        queries.Vacancy("land_leader", "网格长", "", posts=2, seats=4, filled=3, missing=2),
        queries.Vacancy("land_dispatcher", "派遣员", "", posts=1, seats=0, filled=0, missing=0),
    ]


def test_vacancies_of_one_town_leave_out_the_other(land: Land):
    land.post("land_leader", "C111", seats=3)
    land.post("land_leader", "C121", seats=5)

    assert [row.seats for row in queries.vacancies(land.areas["C12"], TODAY)] == [5]
