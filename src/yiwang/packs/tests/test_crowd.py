"""A crowd fills a team with exactly so many people."""

from collections import Counter

import pytest
from django.utils.translation import override

from yiwang.packs.loader import FaultyPack, read_pack

TEAM = """
[[types]]
key = "helper_a"
name = "甲"

[[types]]
key = "helper_b"
name = "乙"

[[teams]]
key = "1+2"
name = "1+2"
levels = ["grid"]
organization = "ZD-{parent}"
leader = "grid_leader"
specialists = ["helper_a", "helper_b"]
"""
CROWD = """
[[crowds]]
team = "1+2"
people = %d
username = "w{number:03}"
seed = 7
surnames = "王李"
given_names = "安宁"
"""


@pytest.fixture
def teams(testland):
    """Testland with a team of three in each of its twelve grids; the leaders are there already."""
    testland.append("posts.toml", TEAM)
    return testland


def crowd(pack):
    return [held for held in pack.held if held.post.type.startswith("helper")]


def test_exactly_so_many_people_fill_every_post(teams):
    teams.append("staff.toml", CROWD % (12 + 15))

    held = crowd(read_pack(teams.path))

    assert len({each.post for each in held}) == len(held) == 24
    assert sorted(Counter(each.username for each in held).values()) == [1] * 6 + [2] * 9


def test_two_posts_of_one_person_are_neighbours_of_one_specialty(teams):
    teams.append("staff.toml", CROWD % (12 + 12))

    by_person = {}
    for each in crowd(read_pack(teams.path)):
        by_person.setdefault(each.username, []).append(each.post)

    for one, other in by_person.values():
        assert (one.type, one.area[:8]) == (other.type, other.area[:8])


def test_the_same_seed_makes_the_same_people(teams):
    teams.append("staff.toml", CROWD % (12 + 15))

    assert read_pack(teams.path).people == read_pack(teams.path).people


@pytest.mark.parametrize("people", [23, 37])
def test_people_who_cannot_fill_it_are_refused(teams, people):
    teams.append("staff.toml", CROWD % people)

    with override("en"), pytest.raises(FaultyPack) as refusal:
        read_pack(teams.path)

    (fault,) = refusal.value.faults
    assert fault.message == (f"{people} people cannot fill this team: write between 24 and 36.")


def test_a_team_that_is_not_what_it_is_called_is_refused(teams):
    teams.replace("posts.toml", 'key = "1+2"', 'key = "1+6"')

    with override("en"), pytest.raises(FaultyPack) as refusal:
        read_pack(teams.path)

    (fault,) = refusal.value.faults
    assert fault.message == "The team is called 1+6, but what it lists is 1+2."
