"""Files of workers, assignments that form somebody, patches to look after, and seats of bodies in
the localities, on the pages where staff read and keep them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.portals.casework.tests.staging import account_id, client_of, reported
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.territory.models import Area
from yiwang.work.cases.reports import Place


def person(username, reader):
    return words_of(read(f"/desk/people/{account_id(username)}", reader))


def card(code, reader):
    return words_of(read(f"/desk/organizations/of/{code}", reader))


def sent(username, path, **fields):
    answer = client_of(username).post(path, fields)
    assert answer.status_code == 302, words_of(answer.content.decode())


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def lacking_in(boss):
    """How many certificates are missing at posts that need one."""
    return int(words_of(read("/desk/people", boss)).partition("没有有效证书的岗位")[2].split()[0])


def graded(boss, held, *grades):
    """Enter grades, the first on the first day of the appointment, each next 30 days later."""
    for number, entry in enumerate(grades):
        since = (held.starts_on + timedelta(days=30 * number)).isoformat()
        sent(boss, f"/desk/appointments/{held.pk}/grade", entry=entry, since=since)


@pytest.mark.mechanism("CQ-27")
def test_a_worker_of_chongqing_has_a_file_of_training_and_grades_without_pay(enter):
    enter("chongqing")
    boss, worker = "bishan.supervisor", "biquan.grid"
    held = Appointment.objects.get(
        account__username=worker, post__type__key="full_time_worker", ends_on=None
    )
    certificate = f"/desk/people/{account_id(worker)}/certificate"

    sent(boss, certificate, kind="induction", issued_on="2024-03-01")
    sent(
        boss,
        certificate,
        kind="yearly_training",
        issued_on=in_days(-330),
        expires_on=in_days(35),
    )
    graded(boss, held, "grade_1", "grade_2")

    file = person(worker, worker)
    assert "社工初任培训" in file
    assert "社工年度培训" in file.partition("证书")[2]
    history = file.partition("等级和等级变化")[2]
    assert history.index("社工二级") < history.index("社工一级")
    assert "工资" not in file
    assert "薪" not in file
    assert "证书" not in person(worker, "biquan.clerk")  # a colleague
    soon = words_of(read("/desk/people", boss)).partition("快要到期的证书")[2]
    assert "牟燕 社工年度培训" in soon


@pytest.mark.mechanism("YH-30")
def test_yuhang_sees_who_lacks_a_certificate_or_the_training_of_the_year(enter):
    enter("yuhang")
    boss, worker = "yuhang.supervisor", "cangqian.clerk"
    before = lacking_in(boss)
    listed = words_of(read("/desk/people", boss)).partition("没有有效证书的岗位")[2]
    assert "村社治理中心受理员 社会工作者职业资格" in listed

    certificate = f"/desk/people/{account_id(worker)}/certificate"
    sent(boss, certificate, kind="social_worker", issued_on="2022-06-01")
    sent(
        boss,
        certificate,
        kind="yearly_training",
        issued_on=in_days(-320),
        expires_on=in_days(45),
    )

    page = words_of(read("/desk/people", boss))
    assert lacking_in(boss) == before - 2
    assert "俞佳 社会工作人才年度培训 有效期到" in page.partition("快要到期的证书")[2]
    assert "社会工作者职业资格" in person(worker, worker)


@pytest.mark.mechanism("RZ-58")
def test_grades_of_runzhou_rise_with_their_days_and_pay_stays_outside(enter):
    enter("runzhou")
    held = Appointment.objects.get(
        account__username="xijin.worker", post__type__key="community_worker"
    )

    graded("runzhou.supervisor", held, "grade_1", "grade_2", "grade_3")

    file = person("xijin.worker", "xijin.worker")
    history = file.partition("等级和等级变化")[2]
    assert history.index("社工三级") < history.index("社工二级") < history.index("社工一级")
    rule = words_of(read("/desk/rules/registers/grades", "runzhou.supervisor"))
    assert "收入定期增长机制" in rule
    assert "元" not in history


@pytest.mark.mechanism("XH-42")
def test_a_young_worker_of_xinhua_is_formed_in_a_post_that_matters(enter):
    enter("xinhua")

    young = person("panyu.young", "xinhua.supervisor")

    assert "居民区副书记 挂职" in young
    assert "到 2028年6月30日" in young
    assert "原单位：番禺居民区居委会" in young
    assert "导师: 戚文" in young
    assert "闵悦" in person("panyu.deputy_full", "xinhua.supervisor")  # whom they show the work

    post = Post.objects.get(type__key="deputy_secretary", organization__code="DZZ-310105004003")
    sent(
        "xinhua.supervisor",
        f"/desk/posts/{post.pk}/appoint",
        who="panyu.worker",
        mode="seconded",
        starts_on=in_days(0),
        ends_on=in_days(365),
        home="JW-310105004001",
        mentor="panyu.deputy_full",
    )
    assert "居民区副书记 挂职" in person("panyu.worker", "xinhua.supervisor")


@pytest.mark.mechanism("XH-65")
def test_the_council_of_xinhua_has_seats_for_every_kind_of_member(enter):
    enter("xinhua")
    who = "xinhua.supervisor"

    council = card("SWH-310105004", who)

    assert "央企代表 缺 2 人 郝建明" in council
    assert "国企代表 缺 3 人" in council
    assert "中小微企业代表 缺 4 人 贝丽" in council
    assert "居民区代表 缺 9 人" in council
    assert "社会组织代表 缺 3 人" in council
    seats = words_of(read("/desk/areas/base/310105004?of=group.council_seats", who))
    assert "社区委员会席位" in seats
    post = Post.objects.get(type__key="state_enterprise_seat")
    sent(
        who,
        f"/desk/posts/{post.pk}/appoint",
        who="xinhua.rep1",
        mode="concurrent",
        starts_on=in_days(0),
    )
    assert "国企代表 缺 2 人 唐代表" in card("SWH-310105004", who)


@pytest.mark.mechanism("RZ-53")
def test_the_projects_of_runzhou_are_provided_by_more_than_twenty_bodies(enter):
    enter("runzhou")

    together = card("NX-321111", "jinshan.dispatcher").partition("与其他单位的关系")[2]

    assert together.count("行业党委") >= 15
    for body in ("快递外卖行业党委", "润州区总工会", "共青团润州区委", "出租车行业党委"):
        assert body in together
    assert int(together.split()[0]) > 20
    assert "暖“新”项目联盟（演示）" in card("QT-02", "jinshan.dispatcher")
    assert together.count("暖“新”项目 约定：") > 20  # what each provides
    assert "工会：出体检费" in card("QT-02", "jinshan.dispatcher")


@pytest.mark.mechanism("SG-47", "SG-51")
def test_residents_of_songgang_keep_patches_and_an_empty_one_is_seen(enter):
    enter("songgang")
    boss = "songgang.supervisor"

    grid = words_of(read("/desk/areas/base/440306024001001", "dongfang.clerk"))
    patch = words_of(read("/desk/areas/patch/ZT01", "dongfang.clerk"))
    missing = words_of(read("/desk/staffing?net=patch", boss))

    assert "居民义工 自治力量 东方社区工作站 卓文清 志愿" in grid
    assert "楼栋长 自治力量 东方社区工作站 麦桂英 志愿" in grid
    assert "责任田认领人 自治力量 东方社区工作站 卓文清 志愿" in patch
    assert "守好认下的一段街、一栋楼、一个楼道" in patch
    assert "责任田 责任田认领人 6 1 0 5" in missing
    stairwell = Post.objects.get(type__key="patch_keeper", area__code="ZT04")
    sent(
        boss,
        f"/desk/posts/{stairwell.pk}/appoint",
        who="dongfang.building",
        mode="volunteer",
        starts_on=in_days(0),
        primary="yes",
    )
    assert "宝利豪庭2栋一单元楼道（演示）" in person("dongfang.building", "dongfang.building")
    ground = Area.objects.get(net__key="patch", code="ZT04")
    case = reported(kind="", text="楼道灯不亮", place=Place(ground.lng, ground.lat))
    assert case.placements.get(net__key="patch").area == ground


@pytest.mark.mechanism("SG-10")
def test_building_leaders_of_songgang_have_a_branch_wherever_they_live(enter):
    enter("songgang")
    who = "songgang.supervisor"

    branch = card("LDZB-440306024", who)
    leader = person("tantou.building", "tantou.building")
    elsewhere = words_of(read("/desk/areas/base/440306024002001", "dongfang.clerk"))

    assert "麦桂英" in branch
    assert "温伟强" in branch  # of another community
    assert "归属 · 松岗街道楼栋长联合会" in branch
    assert "楼栋长支部成员" in leader
    assert "楼栋长 自治力量 潭头社区工作站 温伟强 志愿" in elsewhere
    post = Post.objects.get(type__key="branch_member", organization__code="LDZB-440306024")
    found = {"who": "dongfang.volunteer", "mode": "volunteer", "starts_on": in_days(0)}
    sent(who, f"/desk/posts/{post.pk}/appoint", **found)
    assert "卓文清" in card("LDZB-440306024", who)  # one more has found a home


@pytest.mark.mechanism("CQ-28")
def test_chongqing_sees_who_stays_leaves_and_rises_by_type_and_never_by_person(enter):
    enter("chongqing")
    boss, place = "bishan.supervisor", "/desk/staffing?area=500120"
    held = Appointment.objects.get(
        account__username="biquan.grid", post__type__key="full_time_worker"
    )
    other = Appointment.objects.filter(
        post__type__key="full_time_worker", post__area__code__startswith="500120002"
    ).first()
    before = stays(boss, place, "专职网格员")
    assert before["left"] == before["risen"] == 0

    graded(boss, held, "grade_1")
    sent(
        boss,
        f"/desk/appointments/{held.pk}/grade",
        entry="grade_2",
        since=in_days(-20),
    )
    ended = {"ends_on": in_days(0), "reason": "辞职"}
    sent(boss, f"/desk/appointments/{other.pk}/end", **ended)

    after = stays(boss, place, "专职网格员")
    assert (after["left"], after["risen"]) == (1, 1)
    assert after["people"] == before["people"] - 1
    assert after["before"] == before["before"]
    assert after["years"] >= 4  # all since 2022
    shown = words_of(read(place, boss)).partition("队伍稳定情况")[2].partition("交叉任职")[0]
    assert "社区党委书记" not in shown  # one person
    assert "牟燕" not in shown


def stays(reader, place, name):
    """The numbers of one type of post, as its line on the page says them."""
    words = words_of(read(place, reader)).partition("队伍稳定情况")[2]
    line = words.partition("等级有晋升 ")[2].partition(f"{name} ")[2].split()
    keys = ("people", "years", "before", "left", "percent", "joined", "risen")
    return {key: float(value.strip("()%")) for key, value in zip(keys, line[:7], strict=True)}


@pytest.mark.mechanism("CQ-29")
def test_terms_of_office_in_chongqing_stand_in_a_calendar(enter):
    enter("chongqing")
    boss = "bishan.supervisor"
    calendar = words_of(read("/desk/people", boss)).partition("换届日历")[2]

    assert "2031年6月 大旺社区党委" in calendar
    assert "代春梅 社区党委书记" in calendar
    post = Post.objects.get(type__key="party_member")
    day = timezone.localdate()
    sent(
        boss,
        f"/desk/posts/{post.pk}/appoint",
        who="biquan.mentor",
        mode="concurrent",
        starts_on=day.isoformat(),
    )

    added = Appointment.objects.get(account__username="biquan.mentor", post=post)
    assert (added.ends_on.year, added.ends_on.month) == (day.year + 5, day.month)
    calendar = words_of(read("/desk/people", boss)).partition("换届日历")[2]
    assert f"{day.year + 5}年{day.month}月 大旺社区党委 向明 社区党委委员" in calendar


@pytest.mark.mechanism("CQ-30")
def test_members_of_party_bodies_in_chongqing_are_counted_by_what_else_they_are(enter):
    enter("chongqing")

    committee = card("SD-500120001001", "biquan.clerk")
    page = words_of(read("/desk/staffing?area=500120001001", "biquan.clerk"))

    for name in ("牟燕", "邹凯", "滕文", "冉小雪"):
        assert name in committee
    beside = page.partition("交叉任职：兼任的人本来是什么岗位")[2].partition("按区域")[0]
    for own in ("专职网格员", "物业服务企业负责人", "业委会成员", "其他力量"):
        assert f"社区党委委员 {own} 1" in beside


def test_teams_of_zones_and_of_command_centres_are_counted_seat_by_seat(enter):
    enter("zhuanqiao")
    zones = words_of(read("/desk/staffing?net=disposal", "zhuanqiao.supervisor"))
    assert "3+X 联勤联动队伍 5 0 5 13" in zones  # two of fifteen seats are filled
    elsewhere = words_of(read("/desk/staffing?net=party", "zhuanqiao.supervisor"))
    assert "3+X" not in elsewhere


def test_the_command_centre_of_a_town_is_a_team_of_one_four_and_one(enter):
    enter("chongqing")
    place = "/desk/staffing?area=500120001"
    assert "141 “141”镇街指挥中心班子 1 1 0 0" in words_of(read(place, "bishan.supervisor"))
    held = Appointment.objects.get(account__username="biquan.service")

    ended = {"ends_on": in_days(0), "reason": "调离"}
    sent("bishan.supervisor", f"/desk/appointments/{held.pk}/end", **ended)

    assert "141 “141”镇街指挥中心班子 1 0 1 1" in words_of(read(place, "bishan.supervisor"))
