"""Required against actual: by area, level and type of post, and by team."""

from datetime import date

import pytest

from yiwang.foundation.records.actor import REPORTER, SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.posts.actions.export_staffing import export_staffing
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.models import Team, TeamSeats
from yiwang.structure.posts.queries.staffing import staffing_of, teams_of
from yiwang.structure.posts.rows import PostKey, PostRow, PostsSpec, TeamRow
from yiwang.structure.posts.tests.land import NOW, TODAY
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.rows import AreaRow, NetSpec

ONE_TWO_N = TeamRow(
    "1+2",
    "队伍",
    "Team",
    ("community",),
    (("land_leader", 0, 1), ("land_dispatcher", 1, 2)),
)


@pytest.fixture
def people(land):
    """Two communities of 1+2: one lacks a dispatcher, the other a leader."""
    for code, leaders, dispatchers in (("C111", 1, 1), ("C121", 0, 2)):
        leader = land.post("land_leader", code)
        dispatcher = land.post("land_dispatcher", code, seats=2)
        for number in range(leaders):
            land.hold(f"leader.{code}.{number}", leader)
        for number in range(dispatchers):
            land.hold(f"dispatcher.{code}.{number}", dispatcher)
    return land


def numbers(land, code, *parts):
    rows = staffing_of([land.areas[code]], [land.areas[part] for part in parts], TODAY)
    names = {pk: code for code, pk in land.areas.items()}
    return [(names.get(row.part_id), row.seats, row.filled, row.missing) for row in rows]


def test_seats_and_people_are_counted_by_the_areas_below(people):
    assert numbers(people, "C", "C1") == [("C1", 4, 3, 1), ("C1", 2, 1, 1)]
    assert numbers(people, "C1", "C11", "C12") == [
        ("C11", 2, 1, 1),
        ("C11", 1, 1, 0),
        ("C12", 2, 2, 0),
        ("C12", 1, 0, 1),
    ]
    assert numbers(people, "C111") == [(None, 2, 1, 1), (None, 1, 1, 0)]


def test_too_many_at_one_post_fill_no_other_and_standby_is_nobody(people):
    leader = people.post("land_leader", "C111")
    people.hold("second", leader)
    people.hold("ready", people.post("land_leader", "C121"), mode="standby")
    then = {"starts_on": date(2020, 1, 1), "ends_on": TODAY}
    people.hold("gone", people.post("land_leader", "C121"), **then)

    [leaders] = [row for row in staffing_of([people.areas["C"]], [], TODAY) if row.seats == 2]

    assert (leaders.people, leaders.filled, leaders.missing) == (2, 1, 1)


def test_teams_are_complete_or_not_place_by_place(people):
    load_posts(PostsSpec(teams=[ONE_TWO_N]), actor=SYSTEM, now=NOW)

    [team] = teams_of([people.areas["C"]], TODAY)
    assert (team.team.key, team.places, team.complete, team.missing) == ("1+2", 2, 0, 2)

    people.hold("found", people.post("land_leader", "C121"))

    [team] = teams_of([people.areas["C"]], TODAY)
    assert (team.complete, team.incomplete, team.missing) == (1, 1, 1)


def test_a_team_of_a_net_is_not_looked_for_in_another_with_the_same_levels(people):
    elsewhere = ONE_TWO_N._replace(net="posts_other")
    load_posts(PostsSpec(teams=[elsewhere]), actor=SYSTEM, now=NOW)
    levels = [{"key": "community", "name": "片", "name_en": "part"}]
    other = NetSpec(key="posts_other", name="另一张网", kind="party", levels=levels)
    load_net(other, [AreaRow("P1", "一片", "", "community", None)], actor=SYSTEM, now=NOW)
    part = Area.objects.get(net__key="posts_other").pk
    for key, seats in (("land_leader", 1), ("land_dispatcher", 2)):
        row = PostRow(PostKey(key, None, part), seats)
        load_posts(PostsSpec(posts=[row]), actor=SYSTEM, now=NOW)

    [team] = teams_of([part], TODAY)

    assert (team.places, team.missing) == (1, 3)
    assert teams_of([people.areas["C"]], TODAY) == []
    load_posts(PostsSpec(teams=[ONE_TWO_N]), actor=SYSTEM, now=NOW)
    assert teams_of([part], TODAY) == []
    assert teams_of([people.areas["C"]], TODAY)[0].places == 2


def test_teams_are_made_those_of_the_list(land):
    def changed(*teams):
        return load_posts(PostsSpec(teams=teams), actor=SYSTEM, now=NOW)[4]

    assert changed(ONE_TWO_N).added == 1
    assert not changed(ONE_TWO_N)
    assert changed(ONE_TWO_N._replace(name="班子")).changed == 1
    assert TeamSeats.objects.count() == 2
    assert changed().ended == 1
    assert not Team.objects.exists()


def test_a_report_is_one_statement_however_large(people, django_assert_num_queries):
    load_posts(PostsSpec(teams=[ONE_TWO_N]), actor=SYSTEM, now=NOW)

    with django_assert_num_queries(1):
        staffing_of([people.areas["C"]], list(people.areas.values()), TODAY)
    with django_assert_num_queries(2):
        teams_of([people.areas["C"]], TODAY)


def test_taking_it_out_is_recorded_and_for_staff_only(people):
    within = [people.areas["C"]]
    somebody = staff(people.hold("li", people.post("land_supervisor", "C")))
    with pytest.raises(Forbidden):
        export_staffing(within, [], actor=REPORTER, now=NOW)
    assert not Record.objects.filter(name="posts.staffing.exported").exists()

    rows = export_staffing(within, [], actor=somebody, now=NOW)

    written = Record.objects.get(name="posts.staffing.exported")
    assert written.data == {"areas": within, "rows": len(rows)}
