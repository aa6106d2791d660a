"""Hubs: how much each takes at once, and where the work goes once it is full."""

import pytest

from yiwang.packs.tests.at_the_doors import Program, Refused, Reported, read, words_of
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.work.workflows.models import Task

COMMITTEE, CLERK, HEAD = "310112103022", "junlian.clerk", "junlian.head"
HUB, HEADQUARTERS, OTHER = "DQ-310112103P02", "DQ-310112103", "DQ-310112103P03"
CENTRE, TIANYUAN = "service.310112103", "service.310112103P03"
TYPE = "service.activity"


def asked(number=1):
    return Reported(COMMITTEE, TYPE, f"想借活动室办第{number}次读书会")


def dispatched(number=1, to=HUB, **more):
    case = asked(number)
    case.act(CLERK, "dispatch", type=TYPE, text="要一间活动室", organizations=[to], **more)
    return case


def who_has(case):
    tasks = Task.objects.filter(run__subject_id=case.case_id, role="handler", state="open")
    return [task.organization.code for task in tasks.select_related("organization")]


@pytest.mark.mechanism("ZQ-90")
def test_a_hub_that_is_full_sends_on_to_the_headquarters_with_its_numbers(enter):
    enter("zhuanqiao")
    taken = [dispatched(number) for number in (1, 2, 3)]
    assert [who_has(each) for each in taken] == [[HUB]] * 3

    waiting = asked(4)
    form = words_of(read(waiting.page, CLERK))
    assert "君莲片区党群服务中心 已接 3 件，上限 3 件 · 满了，会转到下一个" in form
    assert "颛桥镇社区党群服务中心" in form  # to be chosen by hand, too
    waiting.act(CLERK, "dispatch", type=TYPE, text="要一间活动室", organizations=[HUB])

    assert who_has(waiting) == [HEADQUARTERS]
    told = words_of(read(waiting.page, CLERK))
    assert "“君莲片区党群服务中心”已接 3 件、上限 3 件，转到“颛桥镇社区党群服务中心”。" in told
    assert waiting.steps_of(CENTRE) == ["枢纽承接"]
    assert waiting.tasks_of(HEAD) == []

    taken[0].act(HEAD, "acknowledge")  # signed for, and not done yet: the place is taken
    assert who_has(dispatched(5)) == [HEADQUARTERS]
    taken[0].act(HEAD, "finish", text="活动室留好了")
    assert who_has(dispatched(6)) == [HUB]


@pytest.mark.mechanism("ZQ-90")
def test_whoever_dispatches_may_have_it_otherwise(enter):
    enter("zhuanqiao")
    for number in (1, 2, 3):
        dispatched(number)

    insisted = dispatched(4, reason="读书会就在君莲的活动室，跟别处没关系")
    assert who_has(insisted) == [HUB]
    told = words_of(read(insisted.page, CLERK))
    assert "“君莲片区党群服务中心”已接 3 件、上限 3 件，仍由它接。" in told
    assert "读书会就在君莲的活动室" in told

    chosen = dispatched(5, to=OTHER)  # another hub, at once
    assert who_has(chosen) == [OTHER]

    sent_on = dispatched(6)
    sent_on.act(CENTRE, "return", reason="这周排满了", reason_code="no_room", entry="-")
    sent_on.act(CLERK, "redirect", organizations=[HUB])  # by hand, whatever the numbers
    assert HUB in who_has(sent_on)


@pytest.mark.mechanism("ZQ-90")
def test_the_page_offers_the_reason_and_the_register_says_what_a_hub_takes(enter):
    enter("zhuanqiao")
    case = asked()
    page = read(case.page, CLERK)
    assert "要满了的照接，写明理由" in page
    hub = ids_by_code()[HUB]
    [task] = case.tasks_of(CLERK)
    url = f"{case.page}tasks/{task['id']}/dispatch"
    sent = client_of(CLERK).post(url, {"type": TYPE, "kind": TYPE, "organizations": [hub]})
    assert sent.status_code == 422  # what is needed is missing
    assert who_has(case) == []

    listed = read("/desk/rules/registers/hub_capacity", "zhuanqiao.supervisor")
    assert "君莲片区党群服务中心同时接 3 件，满了转颛桥镇社区党群服务中心" in listed
    with pytest.raises(Refused):  # who is no clerk here does not dispatch
        Program("market.310112103").post(f"/tasks/{task['id']}/dispatch", {"text": "要一间"})
