"""The reporter is asked: the time stands still, the answer comes by code or link, or none does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import NotFound
from yiwang.foundation.tracking import new_code
from yiwang.portals.casework.tests.staging import client_of, dispatched
from yiwang.work.cases.actions.answer_question import answer_by_code
from yiwang.work.cases.models import Case, QuestionAnswer
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.sweep import sweep

pytestmark = pytest.mark.django_db
OFFICE = "zj.9001"


@pytest.fixture
def case():
    return dispatched("ZJ-9001", "SW-9001", contact="13812345678")


@pytest.fixture
def code(case):
    made = new_code()
    Case.objects.filter(pk=case.pk).update(tracking_digest=made.digest)
    return made.shown


def work(case):
    return Task.objects.get(run=case.run_id, role="handler", organization__code="ZJ-9001")


def ask(case, text="漏水的是哪个房间？"):
    address = f"/desk/cases/{case.pk}/tasks/{work(case).pk}/ask_reporter"
    return client_of(OFFICE).post(address, {"text": text}, follow=True)


def link_of(case):
    page = client_of(OFFICE).get(f"/desk/cases/{case.pk}/")
    return page.context["question_link"].removeprefix("http://testserver")


def states(case):
    clocks = Clock.objects.filter(task=work(case)).order_by("id")
    return set(clocks.values_list("state", flat=True))


def names(case):
    rows = Record.objects.filter(subject="cases.case", subject_id=case.pk).order_by("id")
    return [name.removeprefix("cases.case.") for name in rows.values_list("name", flat=True)]


def test_the_time_of_who_asks_stands_still_and_nobody_elses(case):
    ask(case)

    assert states(case) == {"paused"}
    others = Clock.objects.filter(task__organization__code="SW-9001")
    assert set(others.values_list("state", flat=True)) == {"running"}
    asked = Task.objects.get(role="asked")
    assert (asked.demand, asked.clocks.get().limit) == ("漏水的是哪个房间？", 3)
    assert names(case)[-1] == "reporter_asked"


def test_a_question_needs_words_and_there_is_one_at_a_time(case):
    before = names(case)
    assert ask(case, " ").status_code == 422
    assert ask(case, "问" * 501).status_code == 422
    assert (names(case), states(case)) == (before, {"running"})

    ask(case)
    again = ask(case)
    assert again.status_code == 409
    assert Task.objects.filter(role="asked").count() == 1


def test_the_answer_by_code_lets_the_time_go_on_and_stays_with_the_case(case, code):
    due = Clock.objects.get(task=work(case), purpose="resolve").due_at
    ask(case)
    page = Client().get(f"/c/{code}")
    assert "漏水的是哪个房间？" in page.content.decode()
    assert "></textarea>" in page.content.decode()  # nothing is written for the reporter

    Client().post(f"/c/{code}/act", {"do": "answer_question", "text": "北边卧室"})

    assert states(case) == {"running"}
    assert Clock.objects.get(task=work(case), purpose="resolve").due_at >= due
    assert QuestionAnswer.objects.get().text == "北边卧室"
    assert Task.objects.get(role="asked").result == ""
    assert "北边卧室" in client_of(OFFICE).get(f"/desk/cases/{case.pk}/").content.decode()
    assert names(case)[-1] == "question_answered"
    assert "北边卧室" not in str(Record.objects.latest("id").data)


def test_the_link_opens_the_one_question_and_nothing_else(case):
    ask(case)
    link, reporter = link_of(case), Client()

    page = reporter.get(link)
    assert page.status_code == 200
    assert "漏水的是哪个房间？" in page.content.decode()
    assert case.text not in page.content.decode()
    assert reporter.post(link, {"text": ""}).status_code == 422
    assert "谢谢" in reporter.post(link, {"text": "厨房"}).content.decode()

    over = reporter.get(link)
    assert over.status_code == 410
    assert "已经回答过" in over.content.decode()
    assert states(case) == {"running"}


def test_the_link_is_for_who_asked_and_where_a_contact_is_left(case):
    ask(case)
    assert link_of(case).startswith("/q/")

    other = client_of("supervisor.9001").get(f"/desk/cases/{case.pk}/")
    assert other.context["question_link"] == ""


def test_without_a_contact_there_is_no_link():
    case = dispatched("ZJ-9001")
    ask(case)

    assert link_of(case) == ""


def test_a_tampered_link_and_one_of_another_kind_open_nothing(case):
    ask(case)
    link = link_of(case)

    for address in (link[:-2] + "xx", link.replace("/q/", "/o/"), "/q/nonsense"):
        assert Client().get(address).status_code == 404


def test_no_answer_in_time_has_the_outcome_that_the_rules_say(case, code, monkeypatch):
    ask(case)
    link = link_of(case)
    late = Task.objects.get(role="asked").clocks.get().due_at + timedelta(minutes=1)

    sweep(late)

    assert states(case) == {"running"}
    expired = Record.objects.get(name="cases.case.question_expired")
    assert expired.data["outcome"] == "go_on"
    monkeypatch.setattr(timezone, "now", lambda: late)
    said = Client().get(f"/c/{code}").content.decode()
    assert "没有在期限内回答，按已有情况继续办理" in said
    over = Client().get(link)
    assert over.status_code == 410
    assert "回答期限已过" in over.content.decode()
    assert not QuestionAnswer.objects.exists()


def test_finishing_the_work_ends_the_question(case, code):
    ask(case)

    address = f"/desk/cases/{case.pk}/tasks/{work(case).pk}/finish"
    client_of(OFFICE).post(address, {"text": "已修好"}, follow=True)

    assert work(case).state == "done"
    assert Task.objects.get(role="asked").state == "cancelled"
    given = {"do": "answer_question", "text": "x"}
    answered = Client().post(f"/c/{code}/act", given, follow=True)
    assert "现在没有要您回答的问题" in answered.content.decode()
    assert not QuestionAnswer.objects.exists()


def test_a_stranger_cannot_answer_with_a_code_of_nothing(case):
    ask(case)

    with pytest.raises(NotFound):
        answer_by_code("000-000-000", "x", now=timezone.now())

    assert Task.objects.get(role="asked").state == "open"
