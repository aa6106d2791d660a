"""Orders and nudges on pages: given, answered, accepted or asked again; seen by those at work."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.portals.casework.tests.staging import CLERK, DISPATCHER, client_of, whistled
from yiwang.work.workflows.models import Task

pytestmark = pytest.mark.django_db
SUPERVISOR = "supervisor.9001"


@pytest.fixture
def ordered():
    case = whistled()
    due_on = timezone.localdate() + timedelta(days=2)
    given = {"demand": "为什么还没有派单？", "due_on": due_on.isoformat()}
    client_of(SUPERVISOR).post(f"/desk/cases/{case.pk}/orders", given)
    return case


def press(case, who, action, **typed):
    task = Task.objects.filter(run=case.run_id, state="open").exclude(role="actor").latest("id")
    address = f"/desk/cases/{case.pk}/tasks/{task.pk}/{action}"
    return client_of(who).post(address, typed, follow=True)


def test_the_order_stands_in_both_lists(ordered):
    mine = client_of(DISPATCHER).get("/desk/orders")
    given = client_of(SUPERVISOR).get("/desk/orders")

    assert (mine.context["show"], given.context["show"]) == ("answer", "given")
    assert "为什么还没有派单？" in mine.content.decode()
    assert "还没有答复" in given.content.decode()
    assert mine.context["numbers"] == {"answer": 1, "given": 0, "late": 0}


def test_an_answer_is_accepted_by_who_ordered(ordered):
    press(ordered, DISPATCHER, "reply_to_order", text="正在联系住建局")
    given = client_of(SUPERVISOR).get("/desk/orders").content.decode()
    assert "正在联系住建局" in given
    assert "待审阅" in given
    assert "审阅督办答复" in client_of(SUPERVISOR).get("/desk/").content.decode()

    press(ordered, SUPERVISOR, "accept_answer")

    given = client_of(SUPERVISOR).get("/desk/orders").content.decode()
    assert "待审阅" not in given
    roles = Task.objects.filter(run=ordered.run_id, state="done").values_list("role", flat=True)
    assert set(roles) >= {"supervised", "orderer"}


def test_an_answer_that_is_not_enough_is_asked_again(ordered):
    press(ordered, DISPATCHER, "reply_to_order", text="知道了")

    press(ordered, SUPERVISOR, "ask_again", reason="")
    assert not Task.objects.filter(role="supervised", state="open").exists()
    press(ordered, SUPERVISOR, "ask_again", reason="写明哪天派单")

    again = Task.objects.get(role="supervised", state="open")
    assert (again.demand, again.clocks.get().limit) == ("写明哪天派单", 2)
    press(ordered, DISPATCHER, "reply_to_order", text="今天下午派单")
    assert Task.objects.get(role="orderer", state="open").follows_id == again.pk


def test_only_who_ordered_looks_at_the_answer(ordered):
    press(ordered, DISPATCHER, "reply_to_order", text="正在联系")
    before = Task.objects.get(role="orderer").state

    page = press(ordered, "supervisor.90", "accept_answer")

    assert page.status_code == 404
    assert Task.objects.get(role="orderer").state == before == "open"


def test_an_empty_list_says_so():
    said = client_of(SUPERVISOR).get("/desk/orders").content.decode()

    assert "您还没有下过督办单" in said


def test_a_nudge_is_seen_in_the_inbox_of_those_at_work(ordered):
    page = client_of(CLERK).post(
        f"/desk/cases/{ordered.pk}/nudge", {"words": "居民又来问了"}, follow=True
    )
    assert "已催办 1 个岗位" in page.content.decode()

    inbox = client_of(DISPATCHER).get("/desk/").content.decode()
    assert "被催办 1 次" in inbox
    assert "居民又来问了" in inbox
    again = client_of(CLERK).post(f"/desk/cases/{ordered.pk}/nudge", {"words": "快"})
    assert again.status_code == 409
    assert "刚催办过" in again.content.decode()
