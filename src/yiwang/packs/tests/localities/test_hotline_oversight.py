"""The hotline under the eyes of the public: what it passed on, how much in time, what people said
of it, and a way to say something about that."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from yiwang.insight.disclosure.models import QUARTER, ChannelRelease
from yiwang.insight.disclosure.spans import after, due, first_of
from yiwang.insight.disclosure.tasks import release_due
from yiwang.insight.disclosure.tests.knowing import take_in_all_cases
from yiwang.packs.tests.at_the_doors import Program, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.work.cases.models import Case, Rating, Reply
from yiwang.work.workflows.models import Run

STREET, NEIGHBOURHOODS = "310105004", ("310105004001", "310105004002")
DESK = "xinhua.dispatcher"
SOLVED, WITHDRAWN = ("closed", "solved"), ("withdrawn", "withdrawn")


def last_quarter():
    """The last one that is published by now: in the first week of a quarter the one before."""
    today = timezone.localdate()
    since = after(first_of(today, QUARTER), -6)
    over = due(since, today, settings.FIGURES_DELAY_DAYS)
    return [first for span, first in over if span == QUARTER][-1]


def passed_on(rows):
    """The table of the hotline, brought at the desk."""
    table = "工单编号,诉求内容,事项类型,所属区域\n" + "\n".join(
        f"HX-{number},{text},{kind},{area}" for number, text, kind, area in rows
    )
    upload = SimpleUploadedFile("12345.csv", table.encode(), "text/csv")
    answer = client_of(DESK).post("/desk/hotline", {"table": upload})
    assert answer.status_code == 200, words_of(answer.content.decode())
    return list(Case.objects.filter(outside_number__startswith="HX-").order_by("pk"))


def at_last_quarter(cases, fate, grade=None):
    """They came in the quarter before, and stand so now."""
    at = timezone.make_aware(
        timezone.datetime.combine(last_quarter() + timedelta(days=20), timezone.datetime.min.time())
    )
    step, outcome = fate
    for case in cases:
        ended = at + timedelta(hours=3)
        Case.objects.filter(pk=case.pk).update(
            reported_at=at, is_open=False, closed_at=ended, nature="small"
        )
        Run.objects.filter(pk=case.run_id).update(
            step=step, outcome=outcome, is_open=False, started_at=at, ended_at=ended
        )
        case.run.clocks.update(
            state="met" if outcome else "running", started_at=at, due_at=at + timedelta(days=9)
        )
        if grade:
            reply = Reply.objects.create(case=case, text="办好了", by="街道", at=ended)
            Rating.objects.create(case=case, reply=reply, grade=grade, at=ended)


def late(cases):
    """They ended after their time, which a clock says."""
    for case in cases:
        for clock in case.run.clocks.all():
            clock.state, clock.ended_at = "missed", clock.due_at + timedelta(days=1)
            clock.save()


def published():
    now = timezone.now()
    take_in_all_cases(now)
    assert release_due(now) >= 4  # three months, their quarter and what the hotline passed on
    return words_of(read("/figures/hotline"))


def a_quarter():
    """150 over the hotline and 48 by other ways; 6 of the hotline are about fire."""
    rows = [
        (number, "路灯不亮", "路灯不亮" if number % 2 else "暴露垃圾", NEIGHBOURHOODS[number % 2])
        for number in range(144)
    ]
    rows += [(200 + number, "楼道堆物", "楼道堆物", NEIGHBOURHOODS[0]) for number in range(6)]
    cases = passed_on(rows)
    at_last_quarter(cases[:80], SOLVED, grade=5)
    at_last_quarter(cases[80:100], SOLVED, grade=1)
    at_last_quarter(cases[100:130], SOLVED)
    at_last_quarter(cases[130:], WITHDRAWN)
    late(cases[80:100])
    others = []
    for number in range(48):
        kind = ("sanitation.litter", "facilities.lamp")[number % 4 // 2]
        given = {"text": f"第{number}处", "area": NEIGHBOURHOODS[number % 2], "type": kind}
        answer = Client().post("/api/v1/cases", given, content_type="application/json")
        others.append(Case.objects.get(number=answer.json()["number"]))
    at_last_quarter(others, SOLVED, grade=4)


@pytest.mark.mechanism("XH-55")
def test_everybody_sees_how_what_the_hotline_passed_on_was_dealt_with(enter):
    enter("xinhua")
    assert "还没有数字" in words_of(read("/figures/hotline"))
    a_quarter()

    page = published()

    assert "收到 150" in page
    assert "按时办结率（办结的和超时的里面） 84.6% = 110 ÷ 130" in page
    assert "满意率（评价了的里面） 80.0% = 80 ÷ 100" in page
    assert "没有评价的（可以评价的里面） 23.1% = 30 ÷ 130" in page
    assert "新华路街道 150 110 20 20" in page
    assert "市民热线转来的事" in words_of(read("/figures"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ChannelRelease.objects.update(counts=[])  # what is published stays

    release = ChannelRelease.objects.get()  # no small number is told, nor by what is left over
    shown = [n for at, n in enumerate(release.counts) if at not in set(release.withheld)]
    assert min(shown) >= 10
    assert " 6 " not in page.partition("分类别")[2]


@pytest.mark.mechanism("XH-55")
def test_who_is_not_content_says_so_and_reads_the_answer(enter):
    enter("xinhua")
    page = read("/figures/hotline")
    assert 'href="/report?kind=other.oversight"' in page
    client = Client()
    form = client.get("/report?kind=other.oversight", headers={"Accept-Language": "zh-hans"})
    assert form.context["draft"].kind == "other.oversight"
    assert Client().get("/report?kind=none").context["draft"].kind == ""

    given = {"text": "为什么超时的这么多？", "area": NEIGHBOURHOODS[0], "type": "other.oversight"}
    told = Program().post("/cases", given)
    assert "对热线办理的意见" in words_of(read(f"/c/{told['tracking_code']}"))
