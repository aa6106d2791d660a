"""Emergencies: those on standby are called out, confirm, and are on standby again by themselves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.structure.posts import queries
from yiwang.structure.posts.actions.call_off import call_off
from yiwang.structure.posts.actions.call_out import Call, call_out
from yiwang.structure.posts.actions.confirm_call import confirm_call
from yiwang.structure.posts.models import Activation, Appointment, PostType
from yiwang.structure.posts.powers import CALL_OUT, VIEW_CASES
from yiwang.structure.posts.queries.emergencies import calls_to_confirm, emergencies_in_reach
from yiwang.structure.posts.tests.land import NOW, TODAY

UNTIL = TODAY + timedelta(days=7)


@pytest.fixture
def ready(land):
    """Two people on standby in one community, one in another town, and who calls out."""
    for name, code in (("li", "C111"), ("wang", "C111"), ("zhao", "C121")):
        land.hold(name, land.post("land_dispatcher", code), mode="standby")
    PostType.objects.filter(key="land_supervisor").update(powers=[CALL_OUT])
    land.boss = staff(land.hold("boss", land.post("land_supervisor", "C1")))
    return land


def called(ready, code="C11", **changes):
    call = Call(ready.areas[code], **{"purpose": "防汛", "ends_on": UNTIL, **changes})
    return call_out(call, actor=ready.boss, now=NOW)


def account(name):
    return Account.objects.get(username=name).pk


def powers_of(name, on=TODAY):
    return queries.powers_of(account(name), on)


def test_only_those_in_the_area_have_powers_and_only_until_the_day(ready):
    assert powers_of("li") == set()

    called(ready)

    assert powers_of("li") == {VIEW_CASES}
    assert powers_of("zhao") == set()
    assert powers_of("li", UNTIL - timedelta(days=1)) == {VIEW_CASES}
    assert powers_of("li", UNTIL) == set()


def test_it_is_recorded_with_authority_purpose_and_number(ready):
    made = called(ready, "C1")

    written = Record.objects.get(name="posts.emergency.called_out")
    assert (written.subject_id, written.capacity) == (made, "东县 · 督办员")
    assert written.data == {
        "area": ready.areas["C1"],
        "purpose": "防汛",
        "ends_on": UNTIL.isoformat(),
        "called": 3,
    }


def test_calling_out_again_calls_nobody_twice(ready):
    called(ready)

    with pytest.raises(Invalid):
        called(ready)
    called(ready, "C1")

    assert Appointment.objects.filter(mode="called_out").count() == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": " "},
        {"ends_on": TODAY},
        {"ends_on": TODAY + timedelta(days=31)},
        {"hours": 0},
        {"hours": 73},
    ],
)
def test_a_call_without_purpose_or_end_is_refused(ready, changes):
    with pytest.raises(Invalid):
        called(ready, **changes)

    assert not Activation.objects.exists()
    assert not Record.objects.filter(name="posts.emergency.called_out").exists()


@pytest.mark.parametrize("share", ["0", "1", "1.5"])
def test_a_share_of_the_limits_that_is_none_or_all_of_them_is_refused(ready, share):
    with pytest.raises(Invalid) as refusal:
        called(ready, share=Decimal(share))

    assert list(refusal.value.fields) == ["share"]
    assert not Activation.objects.exists()


def test_who_has_not_the_power_there_calls_nobody_out(ready):
    with pytest.raises(Forbidden):
        called(ready, "C")


def test_where_nobody_is_on_standby_there_is_no_emergency(ready):
    Appointment.objects.filter(mode="standby").delete()

    with pytest.raises(Invalid):
        called(ready)


def test_they_confirm_and_the_count_is_live(ready):
    made = called(ready)
    assert [each.pk for each in calls_to_confirm(account("li"), TODAY)] == [made]

    confirm_call(made, actor=staff(account("li")), now=NOW + timedelta(hours=2))
    confirm_call(made, actor=staff(account("wang")), now=NOW + timedelta(hours=4))

    [found] = emergencies_in_reach(ready.boss.account_id, TODAY)
    assert (found.called, found.confirmed, found.in_time, found.percent) == (2, 2, 1, 100)
    assert calls_to_confirm(account("li"), TODAY) == []
    with pytest.raises(NotFound):
        confirm_call(made, actor=staff(account("li")), now=NOW)
    with pytest.raises(NotFound):
        confirm_call(made, actor=staff(account("zhao")), now=NOW)


def test_calling_it_off_ends_the_powers_the_same_day(ready):
    made = called(ready)

    call_off(made, actor=ready.boss, now=NOW)

    assert powers_of("li") == set()
    assert Appointment.objects.filter(mode="standby").count() == 3  # as before
    with pytest.raises(AlreadyDone):
        call_off(made, actor=ready.boss, now=NOW)


def test_the_database_lets_no_emergency_last_and_nobody_be_called_by_none(ready):
    with pytest.raises(IntegrityError, match="thirty_days"), transaction.atomic():
        Activation.objects.create(
            area_id=ready.areas["C1"],
            purpose="防汛",
            starts_on=TODAY,
            starts_at=NOW,
            ends_on=TODAY + timedelta(days=31),
            confirm_by=NOW,
        )
    with pytest.raises(IntegrityError, match="called_out_by"), transaction.atomic():
        ready.hold("li", ready.post("land_leader", "C111"), mode="called_out")


def test_calling_out_is_few_statements_however_many_there_are(ready, django_assert_num_queries):
    for number in range(50):
        ready.hold(f"u{number}", ready.post("land_dispatcher", "C111"), mode="standby")
    call = Call(ready.areas["C11"], "防汛", UNTIL)

    with django_assert_num_queries(5):
        call_out(call, actor=SYSTEM, now=NOW)

    assert Appointment.objects.filter(mode="called_out").count() == 52
