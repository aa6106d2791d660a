"""What the seven further localities say of themselves, shown where their packs are installed."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.queries import appointments_of
from yiwang.structure.territory.locate import locate
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.queries import area_by_code, path_of

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 9, 7)


def nets_at(code):
    area = area_by_code(code)
    return set(locate(area.lng, area.lat))


def links(kind, **ends):
    return OrganizationLink.objects.filter(kind=kind, **ends)


def levels(net_key):
    return Counter(Area.objects.filter(net__key=net_key).values_list("level", flat=True))


@pytest.mark.mechanism("ZQ-01", "ZQ-03", "ZQ-09", "ZQ-10")
def test_zhuanqiao_has_three_nets_over_one_ground_and_five_zones(enter):
    enter("zhuanqiao")

    assert levels("disposal") == {"town": 1, "zone": 5, "committee": 32, "village": 14}
    kinds = set(Net.objects.values_list("kind", flat=True))
    assert kinds == {"disposal", "party", "service", "dedicated"}  # the last lies here and there
    assert nets_at("310112103022") >= {"disposal", "party", "service"}
    waiting = Organization.objects.get(state="in_preparation")
    assert [area.level for area in path_of(waiting.area_id)] == ["town", "zone", "committee"]


@pytest.mark.mechanism("ZQ-12", "ZQ-42", "ZQ-51")
def test_zhuanqiao_stations_enforcement_in_zones_and_guides_committees(enter):
    enter("zhuanqiao")
    officer = Account.objects.get(username="zhuanqiao.urban")

    held = {one.mode: one.post.organization.code for one in appointments_of(officer.pk, TODAY)}

    assert held == {"full_time": "ZF-310112103", "stationed": "ZG-310112103P02"}
    guided = links("guides", source__code="SJ-310112103")
    assert guided.filter(target__kind="residents_committee").count() == 32
    assert not links("manages", source__code="SJ-310112103").exists()


@pytest.mark.mechanism("CQ-13", "CQ-16")
def test_chongqing_has_a_centre_four_boards_and_one_set_of_grids(enter):
    enter("chongqing")
    town = area_by_code("500120001")

    bodies = Organization.objects.filter(area=town).values_list("kind", flat=True)

    assert Counter(bodies) == {"command_center": 1, "board": 4}
    assert Net.objects.count() == 1
    assert levels("base")["town"] == 45  # of the two districts tests stand in


@pytest.mark.mechanism("CQ-07", "CQ-08", "CQ-09", "CQ-33")
def test_chongqing_lets_one_worker_sit_in_several_bodies_and_says_so(enter):
    enter("chongqing")
    worker = Account.objects.get(username="biquan.grid")

    held = {one.post.type.key: one.mode for one in appointments_of(worker.pk, TODAY)}

    assert held == {
        "full_time_worker": "full_time",
        "branch_member": "concurrent",
        "owners_member": "concurrent",
        "party_member": "concurrent",
    }
    assert links("guides", target__kind="owners_committee").count() == 6
    grid = Appointment.objects.get(account=worker, mode="full_time").post.area_id
    at_grid = set(Post.objects.filter(area=grid).values_list("type__key", flat=True))
    assert {"grid_leader", "grid_mentor", "micro_leader"} < at_grid
    commander = Post.objects.get(type__key="commander", area__code="500120001")
    assert commander.organization.kind == "command_center"
    assert commander.type.duty.startswith("党（工）委班子成员")


@pytest.mark.mechanism("YH-03", "YH-16", "YH-18", "YH-19", "YH-24")
def test_yuhang_has_centres_at_three_levels_corridors_and_an_alliance(enter):
    enter("yuhang")

    centres = Organization.objects.filter(kind__in=["command_center", "service_station"])

    assert Counter(centres.values_list("area__level", flat=True)) == {
        "district": 1,
        "town": 12,
        "community": levels("base")["community"],
    }
    assert levels("corridor") == {"corridor": 3}
    assert Organization.objects.get(kind="alliance").area is None


@pytest.mark.mechanism("RZ-13", "RZ-17", "RZ-33")
def test_runzhou_has_a_branch_and_a_backup_in_each_of_325_grids(enter):
    enter("runzhou")

    branches = Organization.objects.filter(kind="party_branch", area__level="grid")
    workers = Post.objects.filter(type__key="grid_worker", area__level="grid")

    assert (levels("base")["grid"], branches.values("area").distinct().count()) == (325, 325)
    assert (workers.count(), Post.objects.filter(type__key="grid_backup").count()) == (325, 325)
    sectors = Organization.objects.filter(kind="sector_committee")
    assert (sectors.count(), sectors.exclude(area=None).count()) == (17, 0)
    assert levels("sector") == {"sector": 3}


@pytest.mark.mechanism("RZ-08", "RZ-09", "RZ-44")
def test_runzhou_has_a_guiding_committee_and_people_on_standby(enter):
    enter("runzhou")

    members = links("member_of", target__kind="guidance_committee", source__kind="department")

    assert members.count() == 13
    front = Organization.objects.get(kind="temporary_command")
    assert (front.state, front.valid_to) == ("temporary", date(2027, 12, 31))
    adviser = Appointment.objects.get(account__username="xijin.guide")
    assert (adviser.mode, adviser.post.area.level) == ("standby", "grid")


@pytest.mark.mechanism("XH-05", "XH-49", "XH-50")
def test_xinhua_tells_who_owns_manages_and_uses_an_office(enter):
    enter("xinhua")

    def related(code):
        found = OrganizationLink.objects.filter(target__code=code, valid_to=None)
        return set(found.exclude(kind="member_of").values_list("kind", "source__code"))

    assert related("CG-310105004") == {
        ("owns", "QZF-310105"),
        ("manages", "GW-310105004"),
        ("uses", "GW-310105004"),
    }
    assert related("SQ-310105004") == {
        (kind, "GW-310105004") for kind in ("owns", "manages", "uses")
    }
    under = links("member_of", target__code="GW-310105004").values_list("source__code", flat=True)
    assert set(under) == {"DW-310105004", "XZ-310105004"}


@pytest.mark.mechanism("SG-07", "SG-32", "SG-37")
def test_songgang_makes_34_party_areas_of_158_grids(enter):
    enter("songgang")
    grids = Area.objects.filter(net__key="base", level="grid")

    units = Counter(locate(grid.lng, grid.lat)["party"].area_id for grid in grids)

    assert (grids.count(), len(units), set(units.values())) == (158, 34, {4, 5})


@pytest.mark.mechanism("SG-09", "SG-14", "SG-15", "SG-16", "SG-28", "SG-62")
def test_songgang_has_bodies_of_every_state_and_one_beyond_its_border(enter):
    enter("songgang")

    branches = Organization.objects.filter(kind="party_branch").exclude(
        function__in=["company", "party_area"]
    )
    states = branches.values_list("state", flat=True)

    assert Counter(states) == {"active": 118, "in_preparation": 1, "temporary": 1}
    assert Organization.objects.filter(function="compound").count() == 4
    assert Organization.objects.get(kind="alliance").place == "东莞长安、深圳公明"
    branch = links("member_of", target__kind="association").get().source
    assert branch.code == "LDZB-440306024"
    liaison = Appointment.objects.get(account__username="dongfang.police")
    assert (liaison.mode, liaison.post.organization.kind) == ("concurrent", "party_committee")


@pytest.mark.mechanism("GR-04", "GR-06")
def test_a_zone_may_stand_above_the_street(enter):
    enter("general")

    path = path_of(area_by_code("P1S1C1X1").pk)

    assert [area.level for area in path] == ["zone", "street", "community", "compound"]
