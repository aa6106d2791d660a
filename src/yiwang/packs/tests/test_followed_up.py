"""Orders with a date follow up what drags on, and whoever has a line is seen beside whoever has the
ground: on the pages of the packs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from yiwang.packs.tests.at_the_doors import Reported, client_of, photo, read, words_of
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.posts.models import Appointment

COMMITTEE = "310112103022"


@pytest.mark.mechanism("ZQ-68")
def test_every_office_at_work_has_its_line_and_the_zone_has_the_ground(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "environment.water", "河里漂油花")
    case.act("junlian.clerk", "whistle", type="environment.water", nature="zone_matter")
    offices = ["HB-310112103", "SW-310112103"]

    case.act("junlian.head", "dispatch", organizations=offices)

    page = words_of(read(case.page, "junlian.head"))
    lines = page[page.index("条线：") :]
    assert lines.count("条线：") == lines.count("属地：") == len(offices)
    assert "君莲" in lines[lines.index("属地：") :][:40]


@pytest.mark.mechanism("CQ-21")
def test_what_is_followed_up_is_answered_by_a_day_and_the_answer_is_judged(enter):
    enter("chongqing")
    case = Reported(grid_of("biquan.grid"), "safety.fire_lane", "消防通道堵了")
    given = {"type": "safety.fire_lane", "nature": "public_affair"}
    case.act("biquan.dispatcher", "dispatch", organizations=["PA-500120001"], **given)
    address = reverse("desk_order", args=[case.case_id])
    by = (timezone.localdate() + timedelta(days=2)).isoformat()
    order = {"demand": "两天内说明为什么还没有清开", "due_on": by}

    refused = client_of("biquan.grid").post(address, order)
    client_of("biquan.commander").post(address, order)

    assert refused.status_code in (403, 404)
    assert case.story()[-1] == "supervised"
    orders = words_of(read(reverse("desk_orders"), "biquan.commander"))
    assert case.number in orders
    assert "两天内说明为什么还没有清开" in orders
    [mine] = [task for task in case.tasks_of("biquan.safety") if task["step"] == "答复督办"]
    case.act("biquan.safety", "reply_to_order", task=mine["id"], text="今晚清开")
    [judging] = case.tasks_of("biquan.commander")
    case.act("biquan.commander", "ask_again", task=judging["id"], reason="写明几点")
    assert case.story()[-2:] == ["order_answered", "order_repeated"]


def grid_of(username):
    """The code of the grid that somebody works in."""
    held = Appointment.objects.get(account__username=username, mode="full_time")
    return held.post.area.code


def clerk_of(code):
    """Who handles things at this office."""
    posts = {"post__organization__code": code, "post__type__key": "department_clerk"}
    return Appointment.objects.filter(**posts).order_by("pk")[0].account.username


@pytest.mark.mechanism("ZQ-69")
def test_one_thing_goes_to_several_offices_at_once_and_closes_once(enter):
    enter("zhuanqiao")
    case = Reported(COMMITTEE, "sanitation.muck", "路边倒了一车渣土")
    case.act("junlian.clerk", "whistle", type="sanitation.muck", nature="zone_matter")
    assert "渣土乱倒一件事" in words_of(read(case.page, "junlian.head"))
    ids = ids_by_code()
    offices = ["ZF-310112103", "JT-310112103", "HB-310112103"]
    [task] = case.tasks_of("junlian.head")
    address = reverse("desk_act", args=[case.case_id, task["id"], "dispatch"])
    form = {"organizations": [ids[code] for code in offices], "one_thing": "muck"}

    gone = client_of("junlian.head").post(address, form | {"one_thing": "gone"})
    client_of("junlian.head").post(address, form)

    assert gone.status_code == 422
    assert case.story() == ["reported", "whistled", "dispatched"]
    for code in offices:
        assert case.tasks_of("zhuanqiao.verifier") == []  # not before the last one is done
        case.act(clerk_of(code), "finish", text="办完了", photos=[photo()])
    assert [task["step"] for task in case.tasks_of("zhuanqiao.verifier")] == ["核查结果"]
    assert case.story()[3:] == ["handled"] * 3
