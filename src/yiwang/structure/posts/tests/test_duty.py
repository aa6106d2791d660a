"""Turns of duty: whose turn it is, planning them, and swapping one."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.records.actor import staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.structure.posts.actions.answer_swap import answer_swap
from yiwang.structure.posts.actions.ask_swap import Swap, ask_swap
from yiwang.structure.posts.actions.plan_duty import Plan, plan_duty
from yiwang.structure.posts.duty.refusals import (
    NobodyToPlan,
    ShiftsMeet,
    SwapAsked,
    SwapClosed,
)
from yiwang.structure.posts.duty.turns import shared_out, turns_of
from yiwang.structure.posts.models import Appointment, DutyPattern, PostType, Shift, ShiftSwap
from yiwang.structure.posts.powers import PLAN_DUTY
from yiwang.structure.posts.queries.duty import on_duty
from yiwang.structure.posts.tests.land import NOW, TODAY

ZONE = ZoneInfo("Asia/Shanghai")
DAY = {"name": "白班", "name_en": "Day", "starts": "08:30", "ends": "17:30", "days": []}
NIGHT = {"name": "夜班", "name_en": "Night", "starts": "17:30", "ends": "08:30", "days": []}
WEEKEND = {"name": "周末", "name_en": "", "starts": "09:00", "ends": "12:00", "days": [5, 6]}


def test_a_night_ends_on_the_next_day_and_some_slots_are_of_some_days():
    turns = list(turns_of([NIGHT, DAY, WEEKEND], date(2026, 9, 4), 3, ZONE))  # Friday to Sunday

    assert [turn.slot for turn in turns] == [
        "白班",
        "夜班",
        "白班",
        "周末",
        "夜班",
        "白班",
        "周末",
        "夜班",
    ]
    assert turns[1].ends_at == datetime(2026, 9, 5, 8, 30, tzinfo=ZONE)


def test_turns_go_round_after_the_last_one_and_pass_over_who_is_busy():
    turns = list(turns_of([DAY], TODAY, 4, ZONE))

    given = [one for _, one in shared_out(turns, [1, 2, 3], 1, {2: [turns[0]]})]

    assert given == [3, 1, 2, 3]


def test_a_turn_that_nobody_can_take_is_left_out():
    [turn] = turns_of([DAY], TODAY, 1, ZONE)

    assert shared_out([turn], [1], None, {1: [turn]}) == []


@pytest.fixture
def desk(land):
    """A post with three holders, a pattern of two shifts a day, and who plans there."""
    post = land.post("land_dispatcher", "C11", seats=3)
    for name in ("li", "wang", "zhao"):
        land.hold(name, post)
    PostType.objects.filter(key="land_supervisor").update(powers=[PLAN_DUTY])
    land.planner = staff(land.hold("boss", land.post("land_supervisor", "C1")))
    land.desk = post
    land.pattern = DutyPattern.objects.create(
        key="desk", name="值班", type=post.type, slots=[DAY, NIGHT]
    )
    return land


def plan(desk, days=3, first=TODAY, actor=None):
    wanted = Plan(desk.desk.pk, desk.pattern.pk, first, days)
    return plan_duty(wanted, actor=actor or desk.planner, now=NOW)


def names(desk):
    shifts = Shift.objects.filter(post=desk.desk).order_by("starts_at")
    return list(shifts.values_list("appointment__account__username", flat=True))


def test_planning_goes_on_where_it_ended_and_leaves_what_is_planned(desk):
    assert plan(desk, days=2) == 4
    assert plan(desk, days=3) == 2  # the third day only

    assert names(desk) == ["li", "wang", "zhao", "li", "wang", "zhao"]
    written = Record.objects.filter(name="posts.duty.planned").latest("pk")
    assert (written.data["shifts"], written.capacity) == (2, "东县 · 督办员")


def test_who_leaves_has_no_turn_from_then_on(desk):
    Appointment.objects.filter(account__username="wang").update(ends_on=TODAY + timedelta(days=1))

    plan(desk, days=3)

    assert names(desk) == ["li", "zhao"] * 3  # the first night would have been beyond wang's term


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"first": date(2026, 9, 6)}, Invalid),
        ({"days": 0}, Invalid),
        ({"days": 63}, Invalid),
        ({"actor": staff(0)}, Forbidden),
    ],
)
def test_what_cannot_be_planned_is_refused_and_nothing_done(desk, changes, problem):
    with pytest.raises(problem):
        plan(desk, **changes)

    assert not Shift.objects.exists()
    assert not Record.objects.filter(name="posts.duty.planned").exists()


def test_a_post_that_nobody_holds_is_not_planned(desk):
    Appointment.objects.filter(post=desk.desk).delete()

    with pytest.raises(NobodyToPlan):
        plan(desk)


def test_who_is_on_duty_now_is_one_query(desk, django_assert_num_queries):
    plan(desk)

    with django_assert_num_queries(1):
        found = on_duty([desk.desk.pk], NOW)

    [shift] = found.values()
    assert shift.slot == "白班"


def account(name):
    return Appointment.objects.get(account__username=name)


def shift_of(name, number=0):
    mine = Shift.objects.filter(appointment=account(name), starts_at__gt=NOW)
    return mine.order_by("starts_at")[number]


def asked(name, other, **more):
    swap = Swap(shift_of(name).pk, account(other).pk, **more)
    return ask_swap(swap, actor=staff(account(name).account_id), now=NOW)


def answered(swap, name, agrees=True):
    who = staff(account(name).account_id)
    return answer_swap(swap, agrees, actor=who, now=NOW)


def test_a_shift_changes_hands_when_the_other_agrees(desk):
    plan(desk)
    mine, theirs = shift_of("li"), shift_of("wang")
    swap = asked("li", "wang", in_return_id=theirs.pk)
    assert shift_of("li") == mine

    assert answered(swap, "wang") == "done"

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.appointment, theirs.appointment) == (account("wang"), account("li"))
    names = Record.objects.filter(subject="posts.swap").values_list("name", flat=True)
    assert list(names.order_by("pk")) == ["posts.swap.asked", "posts.swap.answered"]


def test_where_the_locality_wants_it_whoever_plans_decides_last(desk):
    DutyPattern.objects.update(swaps_approved=True)
    plan(desk)
    mine = shift_of("li")
    swap = asked("li", "wang")

    assert answered(swap, "wang") == "agreed"
    mine.refresh_from_db()
    assert mine.appointment == account("li")
    with pytest.raises(Forbidden):
        answered(swap, "wang")  # neither of the two decides again

    assert answered(swap, "boss") == "done"
    mine.refresh_from_db()
    assert mine.appointment == account("wang")


def test_it_is_refused_or_taken_back_and_the_shift_stays(desk):
    plan(desk)
    mine = shift_of("li")

    assert answered(asked("li", "wang"), "wang", agrees=False) == "refused"
    assert answered(asked("li", "zhao"), "li", agrees=False) == "withdrawn"

    mine.refresh_from_db()
    assert mine.appointment == account("li")


def test_nobody_agrees_for_another(desk):
    plan(desk)
    swap = asked("li", "wang")

    for name in ("li", "zhao", "boss"):
        with pytest.raises(Forbidden):
            answered(swap, name)

    assert ShiftSwap.objects.get(pk=swap).state == "asked"


def test_a_shift_is_asked_for_once_and_only_ones_own(desk):
    plan(desk)
    asked("li", "wang")

    with pytest.raises(SwapAsked):
        asked("li", "zhao")
    with pytest.raises(NotFound):
        ask_swap(
            Swap(shift_of("wang").pk, account("zhao").pk),
            actor=staff(account("zhao").account_id),
            now=NOW,
        )


def test_what_is_settled_or_has_begun_is_not_swapped(desk):
    plan(desk)
    begun = Shift.objects.get(starts_at__lte=NOW)
    swap = asked("li", "wang")
    answered(swap, "wang")

    with pytest.raises(SwapClosed):
        answered(swap, "wang")
    with pytest.raises(SwapClosed):
        ask_swap(
            Swap(begun.pk, account("zhao").pk),
            actor=staff(begun.appointment.account_id),
            now=NOW,
        )


def test_nobody_is_on_duty_twice_at_once(desk):
    DutyPattern.objects.update(slots=[DAY, {**DAY, "name": "二线"}])
    plan(desk)
    mine = shift_of("li")
    beside = Shift.objects.exclude(pk=mine.pk).get(starts_at=mine.starts_at)
    other = beside.appointment.account.username

    with pytest.raises(ShiftsMeet):
        answered(asked("li", other), other)

    mine.refresh_from_db()
    assert mine.appointment == account("li")
    with pytest.raises(IntegrityError, match="one_shift_at_a_time"), transaction.atomic():
        Shift.objects.filter(pk=mine.pk).update(appointment=beside.appointment)


def test_a_swap_with_somebody_of_another_post_is_invalid(desk):
    plan(desk)
    desk.hold("chen", desk.post("land_leader", "C111"))

    with pytest.raises(Invalid):
        asked("li", "chen")
