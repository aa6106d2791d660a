"""People of the localities where staff read and keep them: terms, certificates, grades, rosters,
and those on standby."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import timezone

from yiwang.foundation.records.queries import history_of
from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.packs.tests.moving import Moving
from yiwang.portals.casework.tests.staging import account_id, client_of
from yiwang.structure.posts.models import Activation, Appointment, DutyPattern, Post, Shift
from yiwang.work.cases.models import Case


def person(username, reader):
    return words_of(read(f"/desk/people/{account_id(username)}", reader))


def sent(username, path, **fields):
    answer = client_of(username).post(path, fields)
    assert answer.status_code == 302, words_of(answer.content.decode())
    return answer


def planned(username, pattern, post, days=4):
    duty = DutyPattern.objects.get(key=pattern)
    first = timezone.localdate().isoformat()
    sent(username, f"/desk/duty/{post.pk}", pattern=duty.pk, first=first, days=days)
    return Shift.objects.filter(post=post).order_by("starts_at")


@pytest.mark.mechanism("ZQ-41", "ZQ-42")
def test_zhuanqiao_keeps_home_term_and_mentor_of_who_comes_from_elsewhere(enter):
    enter("zhuanqiao")

    trainee = person("junlian.trainee", "junlian.head")
    zone = words_of(read("/desk/areas/disposal/310112103P02", "junlian.head"))

    assert "君莲片区" in trainee
    assert "挂职" in trainee
    assert "到 2028年12月31日" in trainee
    assert "原单位：颛桥镇社会建设办公室 · 用人单位：君莲片区工作组" in trainee
    assert "导师: 陆建平" in trainee
    assert "吴斌 派驻 · 来自颛桥镇综合行政执法队" in zone


@pytest.mark.mechanism("ZQ-56")
def test_a_certificate_in_zhuanqiao_is_told_before_it_expires(enter):
    enter("zhuanqiao")
    boss, worker = "zhuanqiao.supervisor", account_id("junlian.clerk")
    post = Post.objects.get(type__key="community_worker", organization__code="JW-310112103022")
    today = timezone.localdate()
    sent(
        boss,
        f"/desk/posts/{post.pk}/appoint",
        who="junlian.clerk",
        mode="concurrent",
        starts_on=today.isoformat(),
    )
    name = read(f"/desk/people/{worker}", boss).partition("<h1>")[2].partition("<")[0]
    missing = words_of(read("/desk/people", boss)).partition("没有有效证书的岗位")[2]
    assert f"{name} 君莲新城第一居民区 · 社区工作者 社会工作者职业资格" in missing

    certificate = {"kind": "social_worker", "issued_on": "2024-01-01"}
    soon = (today + timedelta(days=80)).isoformat()
    sent(boss, f"/desk/people/{worker}/certificate", **certificate, expires_on=soon)

    told = words_of(read("/desk/people", boss)).partition("快要到期的证书")[2]
    assert f"{name} 社会工作者职业资格 有效期到" in told
    assert "社区工作者 社会工作者职业资格" not in told.partition("没有有效证书的岗位")[2]


@pytest.mark.mechanism("ZQ-89")
def test_a_zone_of_zhuanqiao_plans_its_working_group_and_its_service_centre(enter):
    enter("zhuanqiao")
    group = Post.objects.get(type__key="zone_member", organization__code="ZG-310112103P02")
    centre = Post.objects.get(type__key="service_director", organization__code="DQ-310112103P02")

    watch = planned("junlian.head", "zone_watch", group, days=2)
    weekend = planned("junlian.head", "centre_watch", centre, days=7)

    assert {shift.appointment.account.name for shift in watch} == {"吴斌", "周晓雨"}
    assert [shift.slot for shift in weekend] == ["周末", "周末"]
    day = timedelta(days=1)  # as if planned yesterday: at any hour somebody is on duty now
    watch.update(starts_at=F("starts_at") - day, ends_at=F("ends_at") - day)
    assert "正在值班" in words_of(read("/desk/areas/disposal/310112103P02", "junlian.head"))


@pytest.mark.mechanism("RZ-32")
def test_social_workers_of_runzhou_take_turns_at_the_counter_and_swap(enter):
    enter("runzhou")
    counter = Post.objects.get(type__key="community_worker", area__code="321111003013")

    shifts = planned("jinshan.dispatcher", "front_desk", counter)

    names = [shift.appointment.account.name for shift in shifts]
    around = len(set(names))
    assert names == (names[:around] * len(names))[: len(names)]
    assert {"殷兰", "褚晓梅"} <= set(names)
    mine = shifts.filter(appointment__account__username="xijin.worker2").last()
    other = Appointment.objects.get(account__username="xijin.worker", post=counter)
    sent("xijin.worker2", f"/desk/duty/shifts/{mine.pk}/swap", other=other.pk)
    sent("xijin.worker", f"/desk/duty/swaps/{mine.swaps.get().pk}/agree", post=counter.pk)
    mine.refresh_from_db()
    assert mine.appointment == other


@pytest.mark.mechanism("RZ-36")
def test_a_workers_file_in_runzhou_says_what_they_do_and_is_theirs(enter):
    enter("runzhou")

    own = person("xijin.worker", "xijin.worker")
    colleague = person("xijin.worker", "xijin.grid")

    assert "西津古渡社区 · 双全社工 专职 主责" in own
    assert "轮岗值班接待" in own
    assert "证书" in own
    assert "证书" not in colleague


@pytest.mark.mechanism("RZ-44", "RZ-45")
def test_members_of_runzhou_are_called_out_and_confirm_within_three_hours(enter):
    enter("runzhou")
    ready = Appointment.objects.filter(mode="standby")
    assert ready.filter(post__type__key="grid_member").count() == 1400
    assert ready.filter(post__type__key="grid_guide").count() == 325
    until = timezone.localdate() + timedelta(days=14)
    call = {"area": "321111", "purpose": "突发疫情", "ends_on": until.isoformat()}
    assert "您能启用的区域里有 1725 人备勤" in words_of(
        read("/desk/emergencies", "runzhou.supervisor")
    )

    sent("runzhou.supervisor", "/desk/emergencies", **call, hours="3")

    made = Activation.objects.get()
    before = words_of(read("/desk/emergencies", "runzhou.supervisor"))
    assert (made.confirm_by - made.starts_at) == timedelta(hours=3)
    assert "启用 1725 人，已确认 0 人（0%）" in before
    for member in ("xijin.member", "xijin.guide"):
        assert "您被应急启用：突发疫情" in words_of(read("/desk/", member))
        sent(member, f"/desk/emergencies/{made.pk}/confirm")
    after = words_of(read("/desk/emergencies", "runzhou.supervisor"))
    assert "启用 1725 人，已确认 2 人（0%），其中 2 人在" in after


@pytest.mark.mechanism("RZ-43")
def test_an_emergency_in_runzhou_switches_posts_the_first_step_and_the_limits_and_back(enter):
    enter("runzhou")
    usual = Moving("321111003013001", "facilities.road", "路面塌陷", at=timezone.now())
    until = timezone.localdate() + timedelta(days=14)
    call = {"area": "321111003", "purpose": "防汛", "ends_on": until.isoformat(), "hours": "3"}
    sent("runzhou.supervisor", "/desk/emergencies", **call, share="0.5")
    made = Activation.objects.get()

    urgent = Moving("321111003013001", "facilities.road", "路面塌陷", at=timezone.now())
    page = words_of(read("/desk/emergencies", "runzhou.supervisor"))
    sent("runzhou.supervisor", f"/desk/emergencies/{made.pk}/end")
    after = Moving("321111003013001", "facilities.road", "路面塌陷", at=timezone.now())

    assert [case.steps() for case in (usual, urgent, after)] == [{"grid"}, {"community"}, {"grid"}]
    assert "期间该区域新报的事项，办理时限是平时的 50%。" in page
    runs = [Case.objects.get(pk=case.case_id).run for case in (usual, urgent, after)]
    assert [run.urgent_share for run in runs] == [None, Decimal("0.50"), None]
    assert history_of(("cases.case", urgent.case_id))[0].data["emergency"] == made.pk


@pytest.mark.mechanism("XH-36")
def test_xinhua_keeps_how_somebody_is_employed(enter):
    enter("xinhua")

    area = words_of(read("/desk/areas/base/310105004001", "panyu.clerk"))
    counted = words_of(read("/desk/staffing?area=310105004001", "xinhua.supervisor"))

    assert "戚文 专职 · 事业编制" in area
    assert "姜薇 专职 · 社区工作者" in area
    assert "事业编制 – 1" in counted


@pytest.mark.mechanism("XH-38")
def test_xinhua_keeps_grades_out_of_its_ladder_with_their_history(enter):
    enter("xinhua")
    held = Appointment.objects.get(
        account__username="panyu.worker", post__type__key="social_worker"
    )
    since = held.starts_on + timedelta(days=30)
    for entry, day in (("grade_1", held.starts_on), ("grade_2", since)):
        grade = {"entry": entry, "since": day.isoformat()}
        sent("xinhua.supervisor", f"/desk/appointments/{held.pk}/grade", **grade)

    history = person("panyu.worker", "panyu.worker").partition("等级和等级变化")[2]

    assert history.index("第一档 2级") < history.index("第一档 1级")
    assert "等级和等级变化" not in person("panyu.worker", "panyu.clerk")
