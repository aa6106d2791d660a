"""Checklists through the staff pages: the operator of premises in Songgang checks them item by
item, and somebody else looks at what was found."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.records.queries import history_of
from yiwang.packs.tests.at_the_doors import Program, Refused, photo
from yiwang.portals.casework.tests.staging import client_of, jpeg, task_of
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.models import Case
from yiwang.work.cases.queries import timeline

CLERK, AREA = "dongfang.clerk", "440306024001001"
OF_A_COMPOUND = ["exits", "extinguishers", "lanes", "charging", "drill", "duty"]
NO_ANSWER = "请选已做到、没做到或者不涉及。"


@pytest.fixture
def operator(enter):
    """The contact of the property firm of a compound."""
    enter("songgang")
    held = Appointment.objects.filter(
        post__type__key="property_contact", post__organization__code="PW-440306024001001"
    )
    return held.select_related("account").first().account.username


@pytest.fixture
def begun(operator):
    form = {"form": uuid.uuid4().hex, "text": "宝利豪庭九月自查", "area": AREA}
    client_of(operator).post("/desk/begin", form | {"kind": "self_check.property"})
    return Case.objects.latest("pk")


def ticked(**states):
    """What a browser sends: the state of each item of a compound, what was said and shown."""
    said = {"exits": "done", "extinguishers": "done", "lanes": "done", "charging": "done"}
    said |= {"drill": "done", "duty": "not_applicable"} | states
    sent = {f"tick.{key}": state for key, state in said.items()}
    shown = {
        f"tick-photos.{key}": SimpleUploadedFile(f"{key}.jpg", jpeg(), "image/jpeg")
        for key in ("exits", "extinguishers", "lanes")
        if said[key] == "done"
    }
    words = {"tick-words.drill": "6月12日演练，41人参加"}
    return {"form": uuid.uuid4().hex, "tick": OF_A_COMPOUND} | sent | shown | words


def hand_in(case, username, **sent):
    url = f"/desk/cases/{case.pk}/tasks/{task_of(case)}/submit"
    answer = client_of(username).post(url, sent)
    case.refresh_from_db()
    return answer


def tried(page):
    return next(form for form in page.context["sheet"].at_hand[0].forms if form.is_tried)


def words(page):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


@pytest.mark.mechanism("SG-66")
def test_the_operator_ticks_every_item_and_the_community_reads_each(operator, begun):
    client = client_of(operator)
    form = client.get(f"/desk/cases/{begun.pk}/").context["sheet"].at_hand[0].forms[0]
    assert [each.item.key for each in form.items] == OF_A_COMPOUND  # nothing for parks

    sent = ticked(lanes="not_done") | {"tick-words.lanes": "东门消防车道停了两辆车，已贴通知"}
    assert hand_in(begun, operator, **sent).status_code == 302

    done = history_of(("cases.case", begun.pk))[-1]
    states = {tick["item"]: tick["state"] for tick in done.data["ticks"]}
    assert list(states) == OF_A_COMPOUND
    assert (states["lanes"], states["duty"]) == ("not_done", "not_applicable")
    kept = {str(photo.pk) for photo in photos_of(("cases.case", begun.pk))}
    assert {each for tick in done.data["ticks"] for each in tick.get("photos", [])} == kept
    assert len(kept) == 2
    page = words(client_of(CLERK).get(f"/desk/cases/{begun.pk}/"))
    assert "没做到消防车通道没有占用东门消防车道停了两辆车，已贴通知" in page
    assert "已做到半年内组织过消防演练6月12日演练，41人参加" in page
    assert all(not event.checked for event in timeline(begun.pk, "reporter"))


def test_every_item_that_lacks_something_is_named_and_nothing_is_recorded(operator, begun):
    before = len(history_of(("cases.case", begun.pk)))
    sent = ticked(lanes="not_done", charging="", duty="perhaps") | {"tick-words.drill": ""}
    del sent["tick-photos.exits"]

    refused = hand_in(begun, operator, **sent)

    form = tried(refused)
    assert refused.status_code == 422
    assert {name: str(said) for name, said in form.faults.items()} == {
        "tick.exits": "“安全出口、疏散通道畅通”：请附一张照片。",
        "tick.lanes": "“消防车通道没有占用”：没做到的，请写明差在哪里、为什么。",
        "tick.charging": f"“没有在楼道、门厅给电动自行车充电”：{NO_ANSWER}",
        "tick.drill": "“半年内组织过消防演练”：请写明看到的情况。",
        "tick.duty": f"“消防控制室有人值守”：{NO_ANSWER}",
    }
    assert len(history_of(("cases.case", begun.pk))) == before
    assert not photos_of(("cases.case", begun.pk))
    again = {"form": form.given.form, "tick": OF_A_COMPOUND, "tick-words.drill": "6月12日"}
    again |= {f"tick.{key}": "done" for key in OF_A_COMPOUND} | {"tick-words.duty": "两人值班"}
    again |= {
        f"tick-kept.{key}": each.photos
        for key, each in form.given.ticked.items()
        if each.photos  # chosen once, kept
    }
    again |= {
        f"tick-photos.{key}": SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
        for key in ("exits", "lanes")
    }
    assert hand_in(begun, operator, **again).status_code == 302
    assert len(photos_of(("cases.case", begun.pk))) == 3


def test_what_is_not_asked_of_a_compound_is_not_kept(operator, begun):
    more = {"tick": [*OF_A_COMPOUND, "chemicals"], "tick.chemicals": "done"}

    hand_in(begun, operator, **ticked() | more)

    done = history_of(("cases.case", begun.pk))[-1]
    assert [tick["item"] for tick in done.data["ticks"]] == OF_A_COMPOUND


def test_who_checked_does_not_look_at_it_and_it_comes_back_twice_at_most(operator, begun):
    for _round in range(2):
        hand_in(begun, operator, **ticked())
        url = f"/desk/cases/{begun.pk}/tasks/{task_of(begun)}/send_back"
        client_of(CLERK).post(url, {"form": uuid.uuid4().hex, "reason": "东门车道还没清"})
        begun.refresh_from_db()
    hand_in(begun, operator, **ticked())

    page = client_of(CLERK).get(f"/desk/cases/{begun.pk}/")
    offered = [form.action.key for form in page.context["sheet"].at_hand[0].forms]
    assert offered == ["file", "hazard"]


def test_a_program_ticks_the_items_by_the_same_rules(operator, begun):
    program, address = Program(operator), f"/tasks/{task_of(begun)}/submit"
    found = {"item": "exits", "state": "done"}
    with pytest.raises(Refused) as refused:
        program.post(address, {"ticks": [found, {"item": "lanes", "state": "not_done"}]})
    assert refused.value.status == 422
    assert set(refused.value.fields) == {f"tick.{key}" for key in OF_A_COMPOUND}
    assert not photos_of(("cases.case", begun.pk))

    ticks = [{"item": key, "state": "done", "words": "查过"} for key in OF_A_COMPOUND]
    for tick in ticks[:3]:
        tick["photos"] = [photo()]
    ticks[5] = {"item": "duty", "state": "not_applicable"}
    program.post(address, {"ticks": [*ticks, {"item": "chemicals", "state": "done"}]})

    done = history_of(("cases.case", begun.pk))[-1]
    assert [tick["item"] for tick in done.data["ticks"]] == OF_A_COMPOUND
    assert len(photos_of(("cases.case", begun.pk))) == 3
