"""Team patterns as data."""

from yiwang.structure.posts.patterns import Seats, TeamPattern

SPECIALISTS = tuple(Seats(f"specialist_{number}") for number in range(6))
GRID_TEAM = TeamPattern(((Seats("leader"),), SPECIALISTS, (Seats("helper", None),)))


def test_pattern_reads_as_people_say_it():
    assert GRID_TEAM.notation == "1+6+N"


def test_pattern_gives_every_place_the_whole_team():
    posts = list(GRID_TEAM.over(["G1", "G2"]))

    assert len(posts) == 16
    assert posts[0] == ("leader", "G1", 1)
    assert posts[-1] == ("helper", "G2", 0)
