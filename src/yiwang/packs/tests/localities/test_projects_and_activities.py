"""Projects, pools of members, a fund and activities of localities, through their pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import read as at_page
from yiwang.packs.tests.at_the_wall import (
    at_time,
    demonstration,
    done,
    on,
    place_taken,
    put_up,
    read,
    send,
    take,
    told,
    working_day,
)
from yiwang.packs.tests.localities.test_lists_in_use import count
from yiwang.structure.posts.models import Appointment
from yiwang.work.exchange.models import Card, Claim, Slot


@pytest.mark.mechanism("RZ-51")
def test_137_projects_of_runzhou_are_held_by_more_than_300_units_and_taken_on(enter):
    enter("runzhou")
    projects = Card.objects.filter(kind__key="project")
    units = Claim.objects.filter(card__in=projects).values("organization").distinct()
    assert (projects.count(), units.count()) == (137, 376)
    assert "137" in read("/exchange/?side=project", "runzhou.dispatcher")

    new = put_up("xijin.worker", "project", "321111003013", "银发茶座", amount="2")
    claim = take(new, "xijin.bank", body="DWDW-YH", part="每周一次，出茶水")
    on(claim, "xijin.worker", "accept")

    assert "驻区银行党支部（演示）" in read(f"/wall/{new.pk}/")
    assert "银发茶座" in read("/exchange/mine/", "xijin.bank")


@pytest.mark.mechanism("RZ-27")
def test_a_time_on_saturday_is_booked_with_a_code_and_no_file_of_anybody(enter):
    enter("runzhou")
    day = working_day() + timedelta(days=7)
    day += timedelta(days=5 - day.weekday())  # its Saturday
    saturday = put_up(
        "xijin.worker",
        "counter_time",
        "321111003013",
        "星期六社区：社保代办",
        venue="SQ-321111003013",
        **at_time(day, "09:00", "11:30", "12"),
    )
    booked = place_taken(saturday)

    claim = Claim.objects.get(card=saturday)
    assert (claim.organization, claim.volunteer, claim.asked_by, claim.state) == (
        None,
        None,
        None,
        "held",
    )
    assert booked not in str(vars(claim))
    assert "星期六社区：社保代办" in read(f"/wall/place/{booked}")
    send(f"/wall/place/{booked}")  # given back
    claim.refresh_from_db()
    assert claim.state == "released"


@pytest.mark.mechanism("RZ-22")
def test_an_activity_of_runzhou_names_who_holds_it_together(enter):
    enter("runzhou")
    festival = demonstration("古渡邻里节")
    claim = take(festival, "xijin.bank", body="DWDW-YH", part="出舞台和音响")
    done(claim, "xijin.worker", "xijin.bank", "办了一天，来了两百人")

    page = read(f"/wall/{festival.pk}/")
    assert "驻区银行党支部（演示）" in page
    assert "联办活动" in page


NEED, OFFER, PANYU = "弄堂里缺一处坐着聊天的地方", "商场底楼每周三下午可借", "310105004001"


def chapter():
    """Who keeps the chapter's desk, and the contact of a member unit."""
    posts = Appointment.objects.select_related("account")
    desk = posts.filter(post__type__key="chapter_desk").first().account.username
    member = posts.filter(
        post__type__key="unit_contact", post__organization__code="CY2-310105004"
    ).first()
    return desk, member.account.username


@pytest.mark.mechanism("XH-20")
@pytest.mark.mechanism("XH-21")
@pytest.mark.mechanism("XH-22")
def test_needs_and_resources_of_xinhua_meet_and_become_projects_that_members_take_on(enter):
    enter("xinhua")
    desk, member = chapter()
    need, offer = demonstration(NEED), demonstration(OFFER)
    side_by_side = read(f"/exchange/{need.pk}/", desk)
    assert OFFER in side_by_side
    assert "场地" in side_by_side

    project = put_up(
        desk,
        "project",
        "310105004",
        "商场底楼的午后",
        query=f"&need={need.pk}&offer={offer.pk}",
        year="2026",
        amount="2",
    )
    assert (project.need_id, project.offer_id, project.year) == (need.pk, offer.pk, 2026)
    assert "商场底楼的午后" in read("/wall/projects/?year=2026")
    claim = take(project, member, body="CY2-310105004", part="出设计")
    on(claim, desk, "accept")

    listed = read("/wall/projects/?year=2026")
    assert "番禺路建筑设计公司（演示）" in listed


@pytest.mark.mechanism("XH-57")
def test_a_need_of_xinhua_becomes_a_project_with_times_at_the_service_centre(enter):
    enter("xinhua")
    desk, _member = chapter()
    need = demonstration("楼道太旧，想请人一起设计")

    project = put_up(
        desk,
        "project",
        "310105004",
        "楼道设计工作坊",
        query=f"&need={need.pk}",
        venue="DZ-310105004",
        **at_time(working_day(), "18:30", "20:00", "12"),
    )

    centre = read("/places/DZ-310105004")
    assert "楼道设计工作坊" in centre
    assert project.need_id == need.pk


@pytest.mark.mechanism("ZQ-40")
def test_members_of_zhuanqiao_put_what_they_have_into_one_pool(enter):
    enter("zhuanqiao")

    pool = read("/wall/?kind=unit_resource")
    asked = put_up("junlian.clerk", "need", "310112103022", "想借操场开邻里运动会", tags=["venue"])

    assert "中心小学操场周末开放" in pool
    assert "园区会议室晚间可借" in pool
    assert "中心小学操场周末开放" in read(f"/exchange/{asked.pk}/", "junlian.clerk")


@pytest.mark.mechanism("ZQ-44")
def test_volunteers_of_zhuanqiao_say_what_they_can_do_and_when_and_take_posts(enter):
    enter("zhuanqiao")
    post, on_duty = demonstration("晚间电梯安全巡看"), "junlian.volunteer"
    held = Appointment.objects.select_related("account").get(account__username=on_duty)
    send(
        "/exchange/volunteers/mine/",
        on_duty,
        appointment=held.pk,
        tags=["safety"],
        times=["weekday_evening"],
    )

    pool = read("/exchange/volunteers/?tag=safety&time=weekday_evening", "junlian.clerk")
    fitting = read(f"/exchange/{post.pk}/", "junlian.clerk")
    claim = take(post, on_duty, as_oneself=True)

    assert held.account.name in pool
    assert held.account.name in fitting
    assert held.account.name not in read("/exchange/volunteers/?tag=law", "junlian.clerk")
    assert claim.volunteer_id == held.pk


def activity(keeper, area, title, series, **given):
    """An activity of a line, on the next working day, for ten."""
    times = at_time(working_day(), "18:30", "20:00", "10")
    return put_up(keeper, "activity", area, title, series=series, **times, **given)


@pytest.mark.mechanism("ZQ-38")
@pytest.mark.mechanism("ZQ-83")
def test_a_branded_line_of_activities_is_signed_up_for_by_units_and_residents(enter):
    enter("zhuanqiao")
    head = "junlian.head"
    centre = {"venue": "DQ-310112103P02", "tags": ["culture"]}
    reading = activity(head, "310112103P02", "第一读：老照片", "君莲夜读", **centre)
    activity(head, "310112103P02", "第二读：老街", "君莲夜读", **centre)
    activity(head, "310112103P02", "亲子手工课", "", **centre)

    line = read("/wall/?series=君莲夜读")
    code = place_taken(reading)
    slot = reading.slots.get()
    unit = take(reading, "unit.310112103", body="DW-310112103", slot=slot.pk)
    on(unit, head, "accept")

    assert "第一读：老照片" in line
    assert "第二读：老街" in line
    assert "亲子手工课" not in line
    assert "第一读：老照片" in read(f"/wall/place/{code}")
    assert "颛桥镇中心小学党支部（演示）" in read(f"/wall/{reading.pk}/")


@pytest.mark.mechanism("ZQ-82")
@pytest.mark.mechanism("ZQ-97")
def test_a_building_has_a_page_with_its_plan_of_activities(enter):
    enter("zhuanqiao")
    for title in ("楼宇微课：消防", "楼宇微课：税务"):
        activity(
            "zhuanqiao.supervisor",
            "310112103P05",
            title,
            "楼宇党建活动方案",
            venue="ZD-310112103P05",
        )

    building = read("/places/ZD-310112103P05")
    plan = read("/wall/?series=楼宇党建活动方案")

    for title in ("楼宇微课：消防", "楼宇微课：税务"):
        assert title in building
        assert title in plan
    assert "产业园区党群服务站（演示）" in building


@pytest.mark.mechanism("YH-25")
@pytest.mark.mechanism("YH-26")
def test_civic_practice_and_town_brands_of_yuhang_are_lines_of_activities(enter):
    enter("yuhang")
    lines = {"浙江有礼": "330110", "亭市有礼": "330110010", "有礼五常": "330110005"}

    made = {
        line: activity("yuhang.supervisor", area, f"{line}：这一周", line)
        for line, area in lines.items()
    }

    for line in lines:
        page = read(f"/wall/?series={line}")
        assert f"{line}：这一周" in page
        assert sum(f"{other}：这一周" in page for other in lines) == 1
    assert place_taken(made["有礼五常"])


@pytest.mark.mechanism("GR-20")
@pytest.mark.mechanism("GR-24")
def test_culture_of_the_general_pack_is_a_programme_people_sign_up_for(enter):
    enter("general")
    series = "家门口的文化"
    made = activity("hubin.dispatcher", "P1S1", "湖滨合唱", series, tags=["culture"])

    line = read(f"/wall/?series={series}")
    code = place_taken(made)

    assert "湖滨合唱" in line
    assert "湖滨周末露天电影" in line  # of the demonstration, in the same line
    assert "湖滨合唱" in read("/wall/?tag=culture")
    assert re.fullmatch(r"[0-9A-Z]{3}(-[0-9A-Z]{3}){2}", code)


@pytest.mark.mechanism("XH-28")
def test_services_come_round_on_the_thirtieth_at_one_stop_after_the_other(enter):
    enter("xinhua")
    day = (timezone.localdate().replace(day=1) + timedelta(days=62)).replace(day=30)
    stops = [
        put_up(
            "panyu.clerk",
            "activity",
            PANYU,
            f"三十日我等你：{what}",
            series="三十日我等你",
            place=where,
            **at_time(day, start, end, "8"),
        )
        for what, where, start, end in (
            ("修伞配钥匙", "弄堂口", "09:00", "10:30"),
            ("义诊", "居委会门前", "10:45", "12:00"),
        )
    ]
    team = told(stops[1], "panyu.clerk", "CY1-310105004", slot=stops[1].slots.get().pk)
    on(team, "panyu.clerk", "accept")

    code = place_taken(stops[0])

    route = read("/wall/?series=三十日我等你")
    assert "三十日我等你：修伞配钥匙" in route
    assert "三十日我等你：义诊" in route
    assert "新华商业管理公司（演示）" in read(f"/wall/{stops[1].pk}/")
    assert "弄堂口" in read(f"/wall/place/{code}")


@pytest.mark.mechanism("XH-62")
def test_a_project_of_xinhua_stands_on_its_parcel(enter):
    enter("xinhua")
    market = demonstration("新华农贸市场地块城市更新")

    page = read(f"/wall/{market.pk}/")

    assert "新华农贸市场地块（示范）" in page
    assert "新华农贸市场地块城市更新" in read("/wall/projects/?year=2026")


@pytest.mark.mechanism("ZQ-76")
def test_a_training_of_zhuanqiao_is_attended_with_a_code_that_certifies_it(enter):
    enter("zhuanqiao")
    training = activity(
        "junlian.head", "310112103P02", "社区管理培训：调解", "专业化培训", tags=["learning"]
    )
    code = place_taken(training)
    assert "参加证明" not in read(f"/wall/place/{code}")

    Slot.objects.filter(card=training).update(starts_at=timezone.now())
    send("/exchange/check-in/", "junlian.head", code=code)

    paper = read(f"/wall/place/{code}")
    assert "参加证明" in paper
    assert "社区管理培训：调解" in paper


@pytest.mark.mechanism("ZQ-98")
def test_a_gap_of_zhuanqiao_that_is_found_becomes_a_project(enter):
    enter("zhuanqiao")
    who, centre = "zhuanqiao.supervisor", "DQ-310112103P02"
    count("venue_standard", who, entry="fixed_rooms", body=centre, value="2")
    page = at_page("/desk/rules/registers/venue_standard/gaps", who)
    found = re.search(rf"/exchange/new/\?entry=(\d+)&amp;body={centre}", page)

    project = put_up(
        who,
        "project",
        "310112103P02",
        "补一间固定功能室",
        query=f"&entry={found[1]}&body={centre}",
        year="2026",
    )

    assert project.entry_id == int(found[1])
    assert "补一间固定功能室" in read("/wall/projects/?year=2026")
