"""What people changed on pages stays when a pack is installed again, and is named; unless it is to
be overwritten."""

from dataclasses import replace

import pytest
import shapely
from django.utils import timezone

from yiwang.foundation.clocks.models import Calendar
from yiwang.foundation.records.actor import SYSTEM
from yiwang.packs.actions import diff_pack, install_pack
from yiwang.portals.casework.tests.staging import actor
from yiwang.structure.administration.kinds.areas import Areas
from yiwang.structure.administration.kinds.calendars import Calendars
from yiwang.structure.administration.kinds.organizations import Organizations
from yiwang.structure.administration.kinds.post_types import PostTypes
from yiwang.structure.administration.kinds.posts import Posts
from yiwang.structure.administration.tests.tables import ADMIN, NOON, applied, workbook
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Post, PostType
from yiwang.structure.posts.policies import not_redrawn_by
from yiwang.structure.registers.actions.draft_register import draft_register
from yiwang.structure.registers.actions.publish_register import Publication, publish_register
from yiwang.structure.registers.models import Register
from yiwang.structure.registers.versions import last_published, rows_of
from yiwang.structure.territory.actions.draft_version import Effect
from yiwang.structure.territory.actions.redraw_version import OnNet, redraw_version
from yiwang.structure.territory.actions.schedule_version import schedule_version
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.redrawing.strokes import Split
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.type_list import CaseTypes

pytestmark = pytest.mark.django_db
TITLE = "按页面改的"


def calendar() -> Calendar:
    return Calendar.objects.get(key="cn")


def post() -> Post:
    return Post.objects.get(type__key="grid_leader", area__code="9001010101")


def triage() -> list[str]:
    latest = last_published(Register.objects.get(key="triage"))
    assert latest is not None
    return [row.title for row in rows_of(latest)]


def rewrite_triage() -> None:
    """The first entry gets another title, and the next version holds today."""
    latest = last_published(Register.objects.get(key="triage"))
    first, *others = rows_of(latest)
    rows = [replace(first, title=TITLE), *others]
    who = actor(ADMIN)
    draft = draft_register("triage", rows, seen=latest.digest, actor=who, now=NOON)
    wanted = Publication(draft.digest, timezone.localdate(NOON), "会议纪要", None)
    publish_register("triage", wanted, actor=who, now=NOON)


@pytest.fixture
def by_hand():
    """One row of each of seven kinds of master data, changed as people change it."""
    applied(PostTypes(), workbook(["key", "name"], ["verifier", "复核员"]))
    place = ["grid_leader", "ZD-90010101", "9001010101"]
    applied(Posts(), workbook(["type", "organization", "area", "seats"], [*place, "3"]))
    applied(CaseTypes(), workbook(["key", "resolve"], ["housing.leak", "2 工作日"]))
    applied(Calendars(), workbook(["key", "saturday"], ["cn", "09:00-11:30"]))
    applied(Organizations(), workbook(["code", "name"], ["ZJ-9001", "东县住房局"]))
    place = ["base", "9001010101", "一号网格", "grid", "90010101"]
    applied(Areas(), workbook(["net", "code", "name", "level", "parent"], place))
    rewrite_triage()


@pytest.fixture
def newer(testland):
    """The pack with something else in it that differs."""
    testland.replace("posts.toml", 'name = "派遣员"', 'name = "派单员"')
    return testland


def install(folder, **how):
    return install_pack(folder.path, actor=SYSTEM, now=NOON, **how)


def kept(installed) -> dict[str, tuple[str, ...]]:
    return {change.kind: change.kept for change in installed.changes if change.kept}


KEPT = {"基础网格", "post types", "posts", "case types", "calendar", "organizations", "registers"}


def as_people_left_it() -> list[bool]:
    return [
        PostType.objects.get(key="verifier").name == "复核员",
        post().seats == 3,
        CaseType.objects.get(key="housing.leak").limits["resolve"]["value"] == 2,
        calendar().week[5] == [["09:00", "11:30"]],
        Organization.objects.get(code="ZJ-9001").name == "东县住房局",
        Area.objects.get(code="9001010101", valid_to=None).name == "一号网格",
        TITLE in triage(),
    ]


def test_a_pack_changes_what_nobody_touched_keeps_the_rest_and_names_it(by_hand, newer):
    installed = install(newer)

    assert all(as_people_left_it())
    assert kept(installed).keys() == KEPT
    assert kept(installed)["post types"] == ("复核员",)
    assert kept(installed)["organizations"] == ("东县住房局",)
    assert kept(installed)["基础网格"] == ("一号网格",)
    assert PostType.objects.get(key="town_dispatcher").name == "派单员"


def redrawn() -> tuple[bytes, bytes]:
    """The border between the first grid of a community and a new one, and of a neighbour."""
    found = Area.objects.filter(net__key="base", valid_to=None)
    first, second = (found.get(code=code) for code in ("9001010101", "9001010103"))
    return bytes(first.geometry), bytes(second.geometry)


@pytest.fixture
def split(testland):
    """Somebody splits a grid on pages, from today on."""
    who = actor(ADMIN)
    where = OnNet("base", "90010101", Net.objects.get(key="base").revision)
    line = shapely.LineString([(130.02, 45.9), (130.02, 46.2)])
    stroke = Split("9001010101", line, "新网格", "9001010103")
    beyond = not_redrawn_by(who, timezone.localdate(NOON), is_local=True)
    draft = redraw_version(where, stroke, actor=who, now=NOON, beyond=beyond)
    effect = Effect(timezone.localdate(NOON), "一分为二")
    schedule_version(draft.pk, effect, draft.net.revision, actor=who, now=NOON)
    return testland


def test_borders_redrawn_on_pages_stay_and_are_named(split):
    before = redrawn()
    split.replace("posts.toml", 'name = "派遣员"', 'name = "派单员"')

    again = install(split)

    assert redrawn() == before
    assert set(kept(again)["基础网格"]) == {"第一网格", "新网格"}


def test_the_borders_of_a_pack_are_taken_when_it_overwrites(split):
    install(split, overwrite=True)

    assert not Area.objects.filter(code="9001010103", valid_to=None).exists()
    split.replace("posts.toml", 'name = "派遣员"', 'name = "派单员"')
    assert kept(install(split)) == {}


def test_it_stays_however_often_a_pack_is_installed(by_hand, newer):
    install(newer)
    newer.replace("posts.toml", 'name = "派单员"', 'name = "派件员"')

    again = install(newer)

    assert kept(again).keys() == KEPT
    assert all(as_people_left_it())


def test_what_is_to_be_overwritten_is_as_the_pack_says_and_counts_as_by_hand_no_more(
    by_hand, newer
):
    would = diff_pack(newer.path, actor=SYSTEM, now=NOON, overwrite=True)
    assert all(as_people_left_it())

    installed = install(newer, overwrite=True)

    assert kept(would) == kept(installed) == {}
    assert not any(as_people_left_it())
    newer.replace("posts.toml", 'name = "核查员"', 'name = "核验员"')
    assert kept(install(newer)) == {}
    assert PostType.objects.get(key="verifier").name == "核验员"


def test_the_same_pack_overwrites_too(by_hand, testland):
    install(testland)

    install(testland, overwrite=True)

    assert not any(as_people_left_it())


def test_what_people_added_is_not_ended_by_a_pack_that_does_not_know_it(newer):
    head = ["key", "name", "resolve"]
    applied(CaseTypes(), workbook(head, ["housing.lift", "电梯故障", "2 工作日"]))

    installed = install(newer)

    assert CaseType.objects.get(key="housing.lift").is_offered
    assert kept(installed)["case types"] == ("电梯故障",)


def test_what_people_changed_to_what_the_pack_says_is_not_named(newer):
    applied(PostTypes(), workbook(["key", "name"], ["town_dispatcher", "派单员"]))

    assert kept(install(newer)) == {}
