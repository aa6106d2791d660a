"""Team patterns as data."""

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.patterns import Seats, TeamPattern
from yiwang.structure.posts.queries import vacancies
from yiwang.structure.posts.rows import PostKey, PostRow, PostsSpec, PostTypeRow
from yiwang.structure.posts.tests.land import NOW, TODAY

SPECIALTIES = ["党建引领", "矛盾调处", "民生服务", "社会治安", "城建物业", "综合执法"]
SPECIALISTS = tuple(Seats(f"specialist_{number}") for number in range(6))
GRID_TEAM = TeamPattern(((Seats("leader"),), SPECIALISTS, (Seats("helper", None),)))


def test_pattern_reads_as_people_say_it():
    assert GRID_TEAM.notation == "1+6+N"


def test_pattern_gives_every_place_the_whole_team():
    posts = list(GRID_TEAM.over(["G1", "G2"]))

    assert len(posts) == 16
    assert posts[0] == ("leader", "G1", 1)
    assert posts[-1] == ("helper", "G2", 0)


@pytest.mark.mechanism("JMS-73", "JMS-74")
def test_team_of_a_leader_six_specialists_and_others_is_laid_over_every_grid(land):
    types = [PostTypeRow("leader", "网格长"), PostTypeRow("helper", "其他力量")] + [
        PostTypeRow(f"specialist_{number}", "专业网格员", specialty=specialty)
        for number, specialty in enumerate(SPECIALTIES)
    ]
    grids = [land.areas["C111"], land.areas["C121"]]
    posts = [PostRow(PostKey(key, None, area), seats) for key, area, seats in GRID_TEAM.over(grids)]

    load_posts(PostsSpec(types, posts), actor=SYSTEM, now=NOW)
    land.hold("li", Post.objects.get(type__key="leader", area=grids[0]))

    missing = {row.type_key: row.missing for row in vacancies(land.areas["C"], TODAY)}
    assert missing == {"leader": 1, "helper": 0} | {
        f"specialist_{number}": 2 for number in range(6)
    }
    assert set(Post.objects.filter(area=grids[1]).values_list("type__specialty", flat=True)) == {
        "",
        *SPECIALTIES,
    }
