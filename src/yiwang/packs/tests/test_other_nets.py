"""Bodies, posts and people in the areas of nets beside the primary one."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from yiwang.foundation.records.actor import SYSTEM
from yiwang.packs.actions import install_pack
from yiwang.packs.loader import FaultyPack, read_pack
from yiwang.packs.part import part_of
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Appointment, Post

TYPE = '\n[[types]]\nkey = "road_chief"\nname = "路长"\nname_en = "Road chief"\n'
BODIES = """
[[patterns]]
net = "road"
levels = ["road"]
code = "LD-{code}"
kind = "road_team"
function = "road"
name = "{name}路长办"
"""
POSTS = f'{TYPE}\n[[patterns]]\ntype = "road_chief"\nnet = "road"\norganization = "LD-{{code}}"\n'
PEOPLE = """
[[patterns]]
type = "road_chief"
net = "road"
username = "chief.{code}"
name = "{name}路长"
"""
NAMED = """
[[accounts]]
username = "riverside"
name = "试路长"
posts = [{ type = "road_chief", area = "road:R1" }]
"""


@pytest.fixture
def roads(testland):
    """Testland with a team, a post and a person on each of its two roads."""
    testland.append("organizations.toml", BODIES)
    testland.append("posts.toml", POSTS)
    testland.append("staff.toml", NAMED + PEOPLE)
    return testland


def at(code):
    return {"area__net__key": "road", "area__code": code}


@pytest.mark.django_db
def test_bodies_posts_and_people_stand_in_the_areas_of_another_net(roads):
    install_pack(roads.path, actor=SYSTEM, now=timezone.now())

    for code, username in (("R1", "riverside"), ("R2", "chief.R2")):
        [post] = Post.objects.filter(**at(code))
        assert Organization.objects.get(**at(code)) == post.organization
        [held] = Appointment.objects.filter(post=post)
        assert held.account.username == username


@pytest.mark.django_db
def test_installing_it_again_changes_nothing(roads):
    install_pack(roads.path, actor=SYSTEM, now=timezone.now())
    before = Post.objects.count()
    roads.replace("pack.toml", 'version = "1"', 'version = "2"')

    install_pack(roads.path, actor=SYSTEM, now=timezone.now())

    assert Post.objects.count() == before
    assert Appointment.objects.filter(post__area__net__key="road").count() == 2


def test_a_net_is_named_by_patterns_that_ask_for_bodies_too(roads):
    roads.append(
        "posts.toml", '\n[[patterns]]\ntype = "verifier"\nnet = "road"\nfunctions = ["road"]\n'
    )

    posts = [post for post in read_pack(roads.path).posts if post.type == "verifier"]

    there = [post.area for post in posts if ":" in post.area]
    assert there == ["road:R1", "road:R2"]
    assert len(posts) > len(there)  # those of the primary net stand as before


def test_what_stands_in_another_net_stays_with_a_part_of_the_pack(roads):
    part = part_of(read_pack(roads.path), ["900101"])

    assert {post.area for post in part.posts if post.type == "road_chief"} == {
        "road:R1",
        "road:R2",
    }


FAULTS = {
    "unknown net of posts": (
        ("posts.toml", 'net = "road"', 'net = "roads"'),
        "posts.toml:86: There is no net roads; known are: base, road.",
    ),
    "unknown net of bodies": (
        ("organizations.toml", 'net = "road"', 'net = "roads"'),
        "organizations.toml:60: There is no net roads; known are: base, road.",
    ),
    "unknown net of people": (
        ("staff.toml", 'net = "road"', 'net = "roads"'),
        "staff.toml:74: There is no net roads; known are: base, road.",
    ),
    "a level of another net": (
        ("organizations.toml", 'levels = ["road"]', 'levels = ["town"]'),
        "organizations.toml:60: There is no level town; known are: road.",
    ),
    "a body where nothing is": (
        ("organizations.toml", 'place = "大连"', 'area = "road:R9"'),
        "organizations.toml:52: There is no area road:R9: correct the code, which stands behind "
        "its net’s key.",
    ),
    "a body that is open at no time": (
        ("organizations.toml", 'place = "大连"', 'place = "大连"\nhours = "周一至周五"'),
        "organizations.toml:58: rows.0.hours: 周一至周五 cannot be used: Value error, Write from "
        "when until when it is open, like 周一至周五 8:30–17:00, or 全天, or 预约.",
    ),
    "a post where nothing is": (
        ("staff.toml", 'area = "road:R1"', 'area = "R1"'),
        "staff.toml:72: 0 posts road_chief are at “R1”, but exactly one must be meant: name its "
        "type, organization and area as posts.toml lays them.",
    ),
    "an entry for a road": (
        ("registers/triage.toml", "[[entries]]", '[[entries]]\narea = "road:R1"'),
        "registers/triage.toml:9: There is no area road:R1 in the primary net: correct the code.",
    ),
}


@pytest.mark.parametrize(("change", "fault"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_line(roads, change, fault):
    roads.replace(*change)

    with override("en"), pytest.raises(FaultyPack) as refusal:
        read_pack(roads.path)

    assert fault in [str(each) for each in refusal.value.faults]
