"""Appointing somebody, and ending an appointment."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.refusals import AlreadyHeld, PostTaken
from yiwang.structure.posts.tests.land import NOW, TODAY, make_land


@pytest.fixture
def post(land):
    return land.post("land_dispatcher", "C11", at_centre=True)


@pytest.fixture
def wang(land):
    return Account.objects.create(username="wang").pk


@pytest.fixture
def supervisor(land):
    return staff(land.hold("supervisor", land.post("land_supervisor", "C1")))


def test_appointment_is_made_and_recorded_in_the_capacity_used(post, wang, supervisor):
    made = appoint(NewAppointment(post.pk, wang, TODAY, is_primary=True), actor=supervisor, now=NOW)

    written = Record.objects.get(subject="posts.appointment", subject_id=made)
    assert (written.name, written.capacity) == ("posts.appointment.started", "东县 · 督办员")
    assert written.data == {
        "post": post.pk,
        "holder": wang,
        "mode": "full_time",
        "is_primary": True,
        "starts_on": "2026-09-07",
        "ends_on": None,
        "home": None,
        "mentor": None,
        "employment": "",
        "beside": [],
    }


def refused(problem, new, actor=SYSTEM) -> str:
    before = (Appointment.objects.count(), Record.objects.count())
    with translation.override("en"), pytest.raises(problem) as caught:
        appoint(new, actor=actor, now=NOW)
    assert (Appointment.objects.count(), Record.objects.count()) == before
    with translation.override("en"):
        return str(caught.value)


def test_second_primary_is_refused(land, post, wang):
    land.hold("li", post, is_primary=True)

    said = refused(PostTaken, NewAppointment(post.pk, wang, TODAY, is_primary=True))

    assert said == (
        "“西林街道 · 指挥中心 · 派遣员” already has a primary holder at that time. End that "
        "appointment first, or appoint this person as a further holder."
    )


def test_further_holder_is_not_primary(land, post, wang):
    land.hold("li", post, is_primary=True)

    made = appoint(NewAppointment(post.pk, wang, TODAY, "concurrent"), actor=SYSTEM, now=NOW)

    assert Appointment.objects.get(pk=made).mode == "concurrent"


def test_primary_may_follow_on_the_day_another_ends(land, post, wang):
    land.hold("li", post, is_primary=True, ends_on=TODAY + timedelta(days=3))
    follows = NewAppointment(post.pk, wang, TODAY + timedelta(days=3), is_primary=True)

    assert appoint(follows, actor=SYSTEM, now=NOW)


def test_same_person_twice_is_refused(land, post):
    li = land.hold("li", post)

    said = refused(AlreadyHeld, NewAppointment(post.pk, li, TODAY))

    assert said.startswith("This person already holds")


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": "king"},
        {"ends_on": TODAY},
        {"ends_on": date(2020, 1, 1)},
        {"mode": "stationed"},  # from nowhere
        {"mode": "seconded", "ends_on": None},  # without an end
        {"employment": "nobility"},
    ],
)
def test_impossible_mode_and_days_are_refused(post, wang, wrong):
    refused(Invalid, NewAppointment(post.pk, wang, TODAY, **wrong))


def test_somebody_seconded_has_a_home_a_term_and_perhaps_a_mentor(land, post, wang):
    li = Account.objects.create(username="li").pk
    ends_on = TODAY + timedelta(days=365)
    new = NewAppointment(
        post.pk, wang, TODAY, "seconded", False, ends_on, land.centre.pk, mentor_id=li
    )

    made = Appointment.objects.get(pk=appoint(new, actor=SYSTEM, now=NOW))

    assert (made.home, made.post.organization) == (land.centre, land.centre)
    assert (made.mentor_id, made.ends_on) == (li, ends_on)


def test_who_is_not_from_elsewhere_has_no_home_and_nobody_mentors_themselves(land, post, wang):
    refused(Invalid, NewAppointment(post.pk, wang, TODAY, home_id=land.centre.pk))
    refused(Invalid, NewAppointment(post.pk, wang, TODAY, mentor_id=wang))


@pytest.mark.parametrize(
    ("held", "constraint"),
    [
        ({"home": True}, "home_of_who_comes_from_elsewhere"),
        ({"mentor": True}, "mentor_is_another"),
    ],
)
def test_the_database_says_so_too(land, post, wang, held, constraint):
    values = {"home": land.centre if "home" in held else None}
    values["mentor_id"] = wang if "mentor" in held else None

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appointment.objects.create(post=post, account_id=wang, starts_on=TODAY, **values)


def test_somebody_without_an_account_is_refused(post):
    refused(NotFound, NewAppointment(post.pk, 0, TODAY))


def test_unknown_post_is_refused(land, wang):
    refused(NotFound, NewAppointment(0, wang, TODAY))


def test_supervisor_of_another_area_is_refused(land, post, wang):
    other = staff(land.hold("other", land.post("land_supervisor", "C12")))

    refused(Forbidden, NewAppointment(post.pk, wang, TODAY), other)


def test_nobody_appoints_themselves(post, supervisor):
    refused(Forbidden, NewAppointment(post.pk, supervisor.account_id, TODAY), supervisor)


def test_database_itself_refuses_a_second_primary(land, post):
    land.hold("li", post, is_primary=True)

    with pytest.raises(IntegrityError, match="one_primary_at_a_time"), transaction.atomic():
        land.hold("wang", post, is_primary=True)


def test_of_two_at_once_one_is_primary_and_one_is_told(own_database):
    land = make_land()
    post = land.post("land_dispatcher", "C11")
    accounts = [Account.objects.create(username=name).pk for name in ("li", "wang")]
    before = Record.objects.count()
    together, outcomes = threading.Barrier(2), []

    def run(account: int) -> None:
        together.wait()
        try:
            appoint(NewAppointment(post.pk, account, TODAY, is_primary=True), actor=SYSTEM, now=NOW)
            outcomes.append("appointed")
        except PostTaken:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[account]) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["appointed", "told"]
    assert Appointment.objects.filter(post=post).count() == 1
    assert Record.objects.count() == before + 1


def test_end_is_recorded_with_what_it_was_before(land, post, supervisor):
    land.hold("li", post, ends_on=date(2027, 1, 1))
    held = Appointment.objects.get(post=post)

    end_appointment(held.pk, actor=supervisor, now=NOW, reason="rotation")

    held.refresh_from_db()
    written = Record.objects.get(name="posts.appointment.ended")
    assert (held.ends_on, written.data["before"], written.data["reason"]) == (
        TODAY,
        "2027-01-01",
        "rotation",
    )


def test_appointment_that_has_not_begun_is_ended_before_it_begins(land, post):
    start = TODAY + timedelta(days=9)
    land.hold("li", post, starts_on=start)
    held = Appointment.objects.get(post=post)

    end_appointment(held.pk, actor=SYSTEM, now=NOW)

    held.refresh_from_db()
    assert held.ends_on == start


@pytest.mark.parametrize(
    ("held", "ends_on", "problem"),
    [
        ({"starts_on": date(2026, 1, 1), "ends_on": TODAY}, None, AlreadyDone),
        ({}, date(2026, 9, 6), Invalid),
    ],
)
def test_end_in_the_past_is_refused(land, post, held, ends_on, problem):
    land.hold("li", post, **held)
    appointment = Appointment.objects.get(post=post)
    before = Record.objects.count()

    with pytest.raises(problem):
        end_appointment(appointment.pk, actor=SYSTEM, now=NOW, ends_on=ends_on)

    assert Appointment.objects.get(post=post).ends_on == appointment.ends_on
    assert Record.objects.count() == before


def test_nobody_ends_their_own_appointment(supervisor):
    held = Appointment.objects.get(account=supervisor.account_id)

    with pytest.raises(Forbidden):
        end_appointment(held.pk, actor=supervisor, now=NOW)

    held.refresh_from_db()
    assert held.ends_on is None


def test_unknown_appointment_is_refused(land):
    with pytest.raises(NotFound):
        end_appointment(0, actor=SYSTEM, now=NOW)
