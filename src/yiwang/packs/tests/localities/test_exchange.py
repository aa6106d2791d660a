"""Supply and demand of localities: wishes, pools that are matched, posts of service, volunteers,
projects, a fund, activities."""

import pytest
from django.test import Client

from yiwang.packs.tests.at_the_wall import (
    Refused,
    at_time,
    demonstration,
    done,
    on,
    put_up,
    read,
    shown,
    take,
    told,
    working_day,
)
from yiwang.structure.posts.models import Appointment

CLERK, SECRETARY, TEAM, VOLUNTEER, UNIT = (
    "yongan.clerk",
    "yongan.secretary",
    "yongan.team",
    "yongan.volunteer",
    "qianjin.library",
)
YONGAN = "230804007001"
TEAM_CODE = "FWD-230804007001"


@pytest.mark.mechanism("JMS-37")
def test_a_small_wish_names_nobody_is_read_taken_on_and_granted(enter):
    enter("jiamusi")
    with pytest.raises(Refused):
        put_up(CLERK, "wish", YONGAN, "想要一副手套", text="找李大爷 13812345678")
    wish = put_up(CLERK, "wish", YONGAN, "想要一副棉手套", tags=["goods"])
    assert "想要一副棉手套" not in read("/wall/")
    with pytest.raises(Refused):
        shown(wish, CLERK)  # who put it up does not read it for others

    shown(wish, SECRETARY)
    assert "想要一副棉手套" in read("/wall/")
    claim = take(wish, TEAM, body=TEAM_CODE)
    done(claim, CLERK, TEAM, "手套送到社区，已经转交")

    wish.refresh_from_db()
    assert wish.state == "fulfilled"
    granted = read(f"/wall/{wish.pk}/")
    assert "永安社区党员志愿者服务队（演示）" in granted
    assert "手套送到社区，已经转交" in granted


@pytest.mark.mechanism("JMS-25")
def test_the_team_of_volunteers_has_a_leader_and_its_fields_and_takes_tasks_on(enter):
    enter("jiamusi")
    told_of = read(f"/desk/organizations/of/{TEAM_CODE}", CLERK)
    assert "侯建民" in told_of
    assert "服务领域：为老、小修小补、环境清洁" in told_of

    task = put_up(CLERK, "place_task", YONGAN, "给独居老人换灯泡", tags=["elderly", "repairs"])
    claim = take(task, TEAM, body=TEAM_CODE)

    assert claim.asked_as.endswith("志愿者服务队队长")
    assert "给独居老人换灯泡" in read("/exchange/mine/", TEAM)


@pytest.mark.mechanism("JMS-87")
def test_volunteers_mend_a_path_which_stands_on_the_list_with_its_place(enter):
    enter("jiamusi")
    path = demonstration("修整三号楼前的小路")
    assert "三号楼前（示范）" in read(f"/wall/{path.pk}/")

    first = take(path, TEAM, body=TEAM_CODE, amount="4")
    second = take(path, VOLUNTEER, as_oneself=True, amount="2")
    for claim, holder in ((first, TEAM), (second, VOLUNTEER)):
        done(claim, CLERK, holder, "铺好了二十平方米", "2")

    path.refresh_from_db()
    assert path.state == "fulfilled"
    assert "铺好了二十平方米" in read(f"/wall/{path.pk}/")


@pytest.mark.mechanism("JMS-35")
def test_who_works_elsewhere_takes_a_post_of_service_outside_working_hours(enter):
    enter("jiamusi")
    day = working_day()
    with pytest.raises(Refused) as refusal:
        put_up(CLERK, "service_post", YONGAN, "白天值守", **at_time(day, "09:00", "10:00", "2"))
    times = at_time(day, "19:00", "20:30", "2")
    evening = put_up(CLERK, "service_post", YONGAN, "晚间巡楼", **times)
    slot = evening.slots.get()

    claim = take(evening, VOLUNTEER, as_oneself=True, slot=slot.pk)
    on(claim, CLERK, "accept")

    assert "上班时间" in str(refusal.value)
    assert claim.state == "held"
    assert "晚间巡楼" in read("/exchange/mine/", VOLUNTEER)
    with pytest.raises(Refused):
        take(evening, VOLUNTEER, as_oneself=True, slot=slot.pk)


@pytest.mark.mechanism("JMS-34")
def test_the_unit_and_the_community_of_a_volunteer_both_read_what_they_served(enter):
    enter("jiamusi")
    task = put_up(CLERK, "place_task", YONGAN, "教老人用手机", tags=["elderly"])
    done(take(task, VOLUNTEER, as_oneself=True), CLERK, VOLUNTEER, "教了三位", "2.5")
    held = Appointment.objects.get(account__username=VOLUNTEER)
    summary = f"/exchange/volunteers/{held.pk}/"

    for reader in (VOLUNTEER, UNIT, CLERK):
        told_of = read(summary, reader)
        assert "教老人用手机" in told_of
        assert "2.5" in told_of
    stranger = Client()
    stranger.force_login(Appointment.objects.get(account__username="qianjin.urban").account)

    assert stranger.get(summary).status_code == 404
    assert "崔明月" in read("/exchange/volunteers/of-my-bodies/", UNIT)
    assert "崔明月" in read("/exchange/volunteers/of-my-bodies/", TEAM)


@pytest.mark.mechanism("JMS-42")
def test_a_circle_of_neighbours_has_offers_and_requests_that_find_each_other(enter):
    enter("jiamusi")
    request, offer = (
        demonstration("楼下自行车棚有几辆车要修"),
        demonstration("周末可以帮忙修自行车"),
    )
    wall = read("/wall/?kind=circle_offer")
    assert "周末可以帮忙修自行车" in wall
    assert "永安社区邻里互助圈（演示）" in read(f"/wall/{offer.pk}/")

    fitting = read(f"/exchange/{request.pk}/", CLERK)
    assert "周末可以帮忙修自行车" in fitting  # proposed, with the fields in common
    assert "小修小补" in fitting
    claim = told(request, CLERK, "HZQ-230804007001", offer=offer.pk)
    done(claim, SECRETARY, CLERK, "修好了三辆")

    request.refresh_from_db()
    assert (request.state, claim.offer_id) == ("fulfilled", offer.pk)


@pytest.mark.mechanism("SG-48")
def test_three_pools_of_songgang_are_matched_with_reasons_and_met(enter):
    enter("songgang")
    assert "需求库" in read("/exchange/?side=need", "dongfang.clerk")
    for pool in ("政府资源库", "社会志愿库"):
        assert pool in read("/exchange/?side=offer", "dongfang.clerk")
    need, offer = demonstration("老人家里的水龙头要修"), demonstration("义工联：家电水电小修")

    fitting = read(f"/exchange/{need.pk}/", "dongfang.clerk")
    assert "义工联：家电水电小修" in fitting
    assert "公共服务办：社保政策上门讲" in fitting  # for the old, of the pool of the departments
    assert "矛盾纠纷多元化解中心：律师坐班" not in fitting  # nothing in common
    claim = told(need, "dongfang.clerk", "YG-440306024", offer=offer.pk, amount="3")
    done(claim, "songgang.dispatcher", "dongfang.clerk", "三户都修好了")

    need.refresh_from_db()
    assert need.state == "fulfilled"
    assert "三户都修好了" in read(f"/wall/{need.pk}/")


@pytest.mark.mechanism("SG-31")
def test_members_take_tasks_of_a_hard_project_on_one_by_one(enter):
    enter("songgang")
    keeper, series = "dongfang.clerk", "沙浦围房屋回收"
    task = put_up(keeper, "place_task", "440306024001", "陪邻居看安置房", series=series, amount="2")
    put_up(keeper, "place_task", "440306024001", "整理搬迁物品", series=series, amount="4")

    claim = told(task, keeper, "YG-440306024", part="党员带头", amount="2")
    done(claim, "songgang.dispatcher", keeper, "陪看了六户")

    line = read(f"/wall/?series={series}")
    assert "整理搬迁物品" in line
    assert "陪看了六户" in read(f"/wall/{task.pk}/")
