"""Micro-powers (小微权力): signed in order, published, open to objections, carried out: as Jiamusi
has them, through the pages of staff and of everybody."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.queries import history_of
from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.portals.casework.tests.staging import client_of, jpeg
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.models import Case, Objection, Publication
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.queries import tasks_of
from yiwang.work.workflows.sweep import sweep

CLERK, SECRETARY, OVERSEER = "yongan.clerk", "yongan.secretary", "yongan.overseer"
VILLAGE, TOWN = "230804007001", "230804007"
NOTICE = "采购太阳能路灯二十盏，每盏九百元，供货单位：向阳五金店"


@pytest.fixture
def jiamusi(enter):
    enter("jiamusi")


def begun(text="采购路灯", kind="micro.purchase"):
    form = {"form": uuid.uuid4().hex, "text": text, "kind": kind, "area": VILLAGE}
    answer = client_of(CLERK).post("/desk/begin", form)
    assert answer.status_code == 302, words_of(answer.content.decode())
    return Case.objects.latest("pk")


def act(case, username, action, *, picture=None, **fields):
    """Through the form on the page of the matter; what came back."""
    [task] = [task.id for task in tasks_of(case.run_id) if task.is_open]
    files = {picture: SimpleUploadedFile("paper.jpg", jpeg())} if picture else {}
    url = f"/desk/cases/{case.pk}/tasks/{task}/{action}"
    answer = client_of(username).post(
        url, {"form": uuid.uuid4().hex} | fields | files, headers={"Accept-Language": "zh-hans"}
    )
    case.refresh_from_db()
    case.run.refresh_from_db()
    return answer


def said(answer):
    return words_of(answer.content.decode())


def signed():
    case = begun()
    act(case, CLERK, "submit", text="两委会议定：二十盏", picture="documents")
    act(case, SECRETARY, "sign", text="同意")
    act(case, OVERSEER, "sign", text="价格问过三家")
    assert case.run.step == "announce"
    return case


def published():
    case = signed()
    act(case, CLERK, "publish", text=NOTICE)
    return case, f"/published/{Publication.objects.get(case=case).pk}"


def objected(address, text="价格比镇上贵两百元", form=None):
    sent = {"form": form or uuid.uuid4().hex, "text": text}
    return Client().post(address, sent, headers={"Accept-Language": "zh-hans"})


def time_passes(case):
    """The last day of the notice has gone by; the sweep comes round."""
    [clock] = Clock.objects.filter(run=case.run_id, task__role="publisher", state="running")
    swept = sweep(clock.due_at + timedelta(minutes=1))
    case.run.refresh_from_db()
    return swept


@pytest.mark.mechanism("JMS-80")
def test_it_is_signed_in_order_and_by_nobody_twice(jiamusi):
    case = begun()
    assert act(case, CLERK, "submit", text="两委会议定").status_code == 422  # without the minutes
    act(case, CLERK, "submit", text="两委会议定：二十盏", picture="documents")

    assert act(case, OVERSEER, "sign", text="同意").status_code == 404  # not their turn
    assert act(case, SECRETARY, "publish", text=NOTICE).status_code == 409
    assert case.run.step == "secretary"
    also = Appointment.objects.get(account__username=OVERSEER)
    also.pk, also.account = None, Account.objects.get(username=SECRETARY)
    also.mode, also.is_primary = "concurrent", False
    also.save(force_insert=True)
    act(case, SECRETARY, "sign", text="同意")
    twice = act(case, SECRETARY, "sign", text="再签一次")

    assert twice.status_code == 409
    assert "您经手过这件事，这一步须由别人来办" in said(twice)
    assert case.run.step == "overseer"
    assert not Publication.objects.exists()


@pytest.mark.mechanism("JMS-80")
def test_what_is_published_names_nobody_and_everybody_reads_it(jiamusi):
    case = signed()
    for number in ("13812345678", "１３８ 1234 5678", "11010519491231002X"):
        refused = act(case, CLERK, "publish", text=f"{NOTICE}，电话 {number}")
        assert refused.status_code == 422
        assert "请删去电话、身份证号和卡号" in said(refused)
    assert not Publication.objects.exists()

    act(case, CLERK, "publish", text=NOTICE, picture="photos")

    notice = Publication.objects.get()
    page = read(f"/published/{notice.pk}")
    assert NOTICE in page
    assert "村级物资采购" in page
    assert "永安社区" in words_of(page)
    assert case.text not in page
    picture = page.partition('src="/photos/')[2].partition('"')[0]
    assert Client().get(f"/photos/{picture}").status_code == 200
    for where in ("", VILLAGE, TOWN):
        assert "村级物资采购" in read("/published/", area=where)
    assert "还没有公示" in read("/published/", area="230803")
    assert Client().get("/published/", {"area": "nowhere"}).status_code == 404
    minutes = photos_of(("cases.case", case.pk), "document")[0]
    assert Client().get(f"/photos/{minutes.pk}").status_code == 404  # for staff


@pytest.mark.mechanism("JMS-80")
def test_an_objection_is_read_by_those_at_work_answered_for_all_and_holds_the_end_up(jiamusi):
    case, address = published()

    form = uuid.uuid4().hex
    assert objected(address, form=form).status_code == 302
    assert objected(address, form=form).status_code == 302  # sent twice
    nameless = objected(address, "我是老王，电话 13812345678")
    assert nameless.status_code == 422
    assert "不需要知道您是谁" in said(nameless)
    assert objected(address, " ").status_code == 422
    objection = Objection.objects.get()
    assert "价格比镇上贵" not in read(address)
    assert "1 条异议还没有答复" in words_of(read(address))
    assert "价格比镇上贵两百元" in read(f"/desk/cases/{case.pk}/", CLERK)

    assert time_passes(case).expired == 1
    assert case.run.step == "carry_out"
    held_up = act(case, CLERK, "conclude", text="已装好")
    assert held_up.status_code == 409
    assert "1 条异议没有答复" in said(held_up)
    answer = {"text": "含安装和三年保修，比价单见村务栏"}
    assert act(case, CLERK, "answer_objection", objection=0, **answer).status_code == 422
    act(case, CLERK, "answer_objection", objection=objection.pk, **answer)
    assert act(case, CLERK, "answer_objection", objection=objection.pk, **answer).status_code == 409
    act(case, CLERK, "conclude", text="二十盏已装好，共一万八千元")

    case.refresh_from_db()
    assert (case.is_open, case.run.outcome) == (False, "solved")
    page = words_of(read(address))
    for words in ("已办结", "含安装和三年保修", "二十盏已装好，共一万八千元"):
        assert words in page
    assert objected(address).status_code == 409
    names = [one.name.rpartition(".")[2] for one in history_of(("cases.case", case.pk))]
    assert names == [
        *("reported", "done", "done", "done", "published", "objected", "publication_ended"),
        *("objection_answered", "concluded"),
    ]


@pytest.mark.mechanism("JMS-80")
def test_it_stands_for_five_working_days_and_nobody_ends_it_sooner(jiamusi):
    case, address = published()
    [clock] = Clock.objects.filter(run=case.run_id, task__role="publisher")
    assert (clock.limit, clock.kind) == (5, "work_day")
    assert clock.due_at - timezone.now() > timedelta(days=5)

    assert act(case, CLERK, "end_publication").status_code == 409
    assert act(case, CLERK, "conclude", text="不等了").status_code == 409
    assert sweep(clock.due_at - timedelta(minutes=1)).expired == 0
    assert "可以提异议" in words_of(read(address))
    time_passes(case)

    assert "公示期已满" in words_of(read(address))
    assert objected(address).status_code == 409
    assert Clock.objects.get(pk=clock.pk).state == "stopped"  # over, and nobody was late


def test_what_is_taken_back_says_why_and_shows_nothing_more(jiamusi):
    case, address = published()
    numbered = act(case, CLERK, "retract", reason="写错了，问 13812345678")
    assert numbered.status_code == 422

    act(case, CLERK, "retract", reason="价格写错了，重新询价")

    page = read(address)
    assert "价格写错了，重新询价" in page
    assert NOTICE not in page
    assert objected(address).status_code == 409
    assert (case.is_open, case.run.outcome) == (False, "other")


def test_a_notice_may_bear_a_title_of_its_own_and_loses_it_when_taken_back(jiamusi):
    case = signed()
    for title in ("路灯采购 13812345678", "路" * 81):
        assert act(case, CLERK, "publish", text=NOTICE, title=title).status_code == 422
    assert not Publication.objects.exists()

    act(case, CLERK, "publish", text=NOTICE, title="永安二组路灯采购")

    address = f"/published/{Publication.objects.get(case=case).pk}"
    for page in (read(address), read("/published/")):
        assert "永安二组路灯采购" in page
        assert "村级物资采购" in page  # the name of the matter stays with it
    assert "永安二组路灯采购" in read(f"/desk/cases/{case.pk}/", CLERK)

    act(case, CLERK, "retract", reason="数量写错了")

    assert "永安二组路灯采购" not in read(address)
    assert "村级物资采购" in read(address)


def test_from_one_address_only_so_many_objections_come_at_a_time(jiamusi):
    _case, address = published()

    answers = [objected(address, text=f"第{n}条意见").status_code for n in range(11)]
    refused = objected(address, text="再来一条")

    assert answers == [302] * 10 + [429]
    assert "请过十分钟再提交" in said(refused)
    assert "再来一条" in refused.content.decode()  # what was typed stays
    assert Objection.objects.count() == 10
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(address, {"form": uuid.uuid4().hex, "text": "别处"}).status_code == 302
