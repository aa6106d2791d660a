"""A hazard found on inspection: its level, a date, evidence, a re-inspection by somebody else, a
bounded number of rounds, then those who enforce. Shown where the packs are installed."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.records.actor import staff
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.packs.tests.moving import Moving
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.posts.models import Appointment, Post
from yiwang.work.cases.models import Case
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.checks import NotPossible
from yiwang.work.workflows.queries import possible_actions
from yiwang.work.workflows.subjects import Ask, Inputs

MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WATER = "HB-440306024"
MINOR = {"kind": "hazard.pollution", "nature": "hazard_minor"}
MAJOR = {"kind": "hazard.pollution", "nature": "hazard_major"}
FOUND = {"kind": "hazard.pollution", "nature": "hazard_minor", "text": "又偷排了"}


def office(code):
    return (ids_by_code()[code],)


@pytest.fixture
def found(enter):
    """A grid worker of Songgang, on a round, finds a firm that lets waste water run off."""
    enter("songgang")
    worker = Account.objects.get(username="dongfang.grid").pk
    return Moving(
        "440306024001001",
        "hazard.pollution",
        "作坊后门有暗管，污水直排河道",
        at=MONDAY,
        actor=staff(worker),
        channel="worker",
    )


def ordered(found, order="order_minor", **more):
    given = (MINOR if order == "order_minor" else MAJOR) | more
    found.act("songgang.dispatcher", order, organizations=office(WATER), **given)


def rectified(found, photo, who="songgang.water"):
    found.act(who, "finish", text="暗管已封堵", photos=(photo,), photos_before=(photo,))


@pytest.mark.mechanism("SG-67")
def test_an_inspector_finds_it_and_it_is_struck_off_once_somebody_else_has_looked(found, photo):
    case = Case.objects.get(pk=found.case_id)
    assert (case.channel, case.taken_in_by.account.username) == ("worker", "dongfang.grid")
    water = office(WATER)[0]
    date = Limit(Decimal(5), ClockKind.CALENDAR_DAY)
    ordered(found, asks={water: Ask("封堵暗管", date)})
    [task] = found.open_tasks()
    due = {clock.purpose: clock.due_at for clock in task.clocks}["resolve"]
    assert due.date() == (MONDAY + timedelta(days=5)).date()  # rectified by a date

    with pytest.raises(Invalid) as refusal:  # with what shows it, before and after
        found.act("songgang.water", "finish", text="暗管已封堵", photos=(photo,))
    assert list(refusal.value.fields) == ["photos_before"]
    rectified(found, photo)
    assert found.steps() == {"recheck"}
    found.act("songgang.verifier", "pass_check")
    found.act("songgang.dispatcher", "answer", text="暗管已封堵，两次采样达标。")

    assert found.record_names() == ["reported", "dispatched", "handled", "verified", "answered"]


def test_who_rectified_never_looks_again_even_at_the_post_of_who_does(found, photo):
    ordered(found)
    rectified(found, photo)
    handler = Account.objects.get(username="songgang.water")
    verifying = Post.objects.get(type__key="verifier", organization__code="ZX-440306024")
    Appointment.objects.create(account=handler, post=verifying, starts_on=MONDAY.date())
    [task] = found.open_tasks()

    with pytest.raises(Refusal):
        perform(task.id, "pass_check", Inputs(), actor=staff(handler.pk), now=found.now)

    assert found.record_names()[-1] == "handled"


def test_after_two_rounds_in_vain_those_who_enforce_are_sent(found, photo):
    ordered(found)
    rectified(found, photo)
    for _ in range(2):
        found.act("songgang.verifier", "rework", reason="仍在渗漏")
        rectified(found, photo)
    with pytest.raises(NotPossible):  # the rounds are bounded
        found.act("songgang.verifier", "rework", reason="仍在渗漏")

    found.act("songgang.verifier", "escalate", **FOUND)
    assert found.steps() == {"escalated"}
    found.act("songgang.supervisor", "dispatch", organizations=office("CG-440306024"))
    rectified(found, photo, "songgang.urban")

    assert found.steps() == {"recheck_major"}


@pytest.mark.parametrize(
    ("text", "proposed"),
    [("油漆桶堆在楼道，易燃", "order_major"), ("后门有暗管", "order_minor")],
)
def test_the_register_proposes_the_level_and_the_major_ones_are_signed_within_the_hour(
    enter, text, proposed
):
    enter("songgang")
    case = Moving("440306024001001", "hazard.premises", text, at=MONDAY)
    dispatcher = Account.objects.get(username="songgang.dispatcher").pk
    [task] = case.open_tasks()
    nature = {"order_major": "hazard_major", "order_minor": "hazard_minor"}[proposed]

    offered = possible_actions(task, dispatcher, now=MONDAY, nature=nature)

    assert [one.key for one in offered if one.is_recommended] == [proposed]
    given = {"kind": "hazard.premises", "nature": nature}
    case.act("songgang.dispatcher", proposed, organizations=office("AJ-440306024"), **given)
    [task] = case.open_tasks()
    due = {clock.purpose: clock.due_at for clock in task.clocks}
    is_quick = due["acknowledge"] == MONDAY + timedelta(hours=1)
    assert is_quick is (proposed == "order_major")


@pytest.mark.mechanism("SG-61")
def test_a_blocked_fire_lane_goes_to_emergency_and_enforcement_within_hours(enter):
    enter("songgang")
    lane = Moving("440306024001001", "safety.fire_lane", "铁皮棚占了消防通道", at=MONDAY)
    given = {"kind": "safety.fire_lane", "nature": "department"}
    lane.act("dongfang.clerk", "whistle", **given)
    proposed = lane.proposed()

    lane.act("songgang.dispatcher", "dispatch", organizations=tuple(proposed))

    assert set(proposed) == {*office("AJ-440306024"), *office("CG-440306024")}
    dues = {clock.purpose: clock.due_at for clock in lane.open_tasks()[0].clocks}
    assert dues == {
        "acknowledge": MONDAY + timedelta(hours=1),
        "resolve": MONDAY + timedelta(hours=4),
    }


@pytest.mark.mechanism("ZQ-94")
def test_zhuanqiao_rectifies_a_hazard_and_strikes_it_off(enter, photo):
    enter("zhuanqiao")
    inspector = Account.objects.get(username="junlian.inspector").pk
    case = Moving(
        "310112103022",
        "hazard.fire",
        "安全出口被货物堵死",
        at=MONDAY,
        actor=staff(inspector),
        channel="worker",
    )
    given = {"kind": "hazard.fire", "nature": "hazard_minor"}

    case.act("zhuanqiao.dispatcher", "order_minor", organizations=office("AJ-310112103"), **given)
    rectified(case, photo, "zhuanqiao.safety")
    case.act("zhuanqiao.verifier", "rework", reason="货物只挪开一半")
    rectified(case, photo, "zhuanqiao.safety")
    case.act("zhuanqiao.verifier", "pass_check")

    assert case.record_names()[2:] == ["handled", "sent_to_rework", "handled", "verified"]
    assert case.steps() == {"answer"}
