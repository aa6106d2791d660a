"""Volunteers on their pages, and the counter at which a code is said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from yiwang.portals.exchange.tests.shop import act, card_up, claim_on, evening, get, post, words
from yiwang.structure.posts.models import Appointment
from yiwang.work.exchange.actions.take_place import take_place
from yiwang.work.exchange.models import Enrolment
from yiwang.work.exchange.tests.market import (
    CLERK,
    LEADER,
    OFFICE,
    STRANGER,
    account,
    appointment,
    body,
)

pytestmark = pytest.mark.django_db


def enrolled(**sent):
    given = {"appointment": str(appointment(LEADER).pk), "tags": ["law"], "times": ["saturday"]}
    return post(LEADER, "volunteers/mine/", **(given | sent))


def test_a_volunteer_says_what_they_can_do_and_is_found_by_it():
    enrolled(note="会修收音机")
    name = account(LEADER).name

    found = words(get(CLERK, "volunteers/", tag="law", time="saturday"))
    other = words(get(CLERK, "volunteers/", tag="health"))

    assert name in found
    assert "会修收音机" in found
    assert name not in other
    assert get(LEADER, "volunteers/").status_code == 403
    assert name not in words(get(STRANGER, "volunteers/"))


def test_nothing_ticked_takes_a_volunteer_out():
    enrolled()

    enrolled(tags=[], times=[])

    assert Enrolment.objects.count() == 0


def test_a_telephone_number_in_the_words_is_refused_and_stays_in_the_form():
    answer = enrolled(note="打 13812345678")

    assert (answer.status_code, Enrolment.objects.count()) == (422, 0)
    assert "13812345678" in answer.content.decode()
    assert 'value="law" checked' in answer.content.decode()


def test_who_puts_cards_up_or_takes_none_on_enrols_nowhere():
    assert get(CLERK, "volunteers/mine/").status_code == 403


def test_service_is_read_by_the_volunteer_and_both_bodies():
    held = appointment(LEADER)
    Appointment.objects.filter(pk=held.pk).update(mode="volunteer", home=body().pk)
    claim = claim_on(card_up(kind="place_task", title="清理楼道"), LEADER)
    act(CLERK, claim, "accept")
    act(LEADER, claim, "report", report="清好了", hours="1.5")
    act(CLERK, claim, "confirm")

    for reader in (LEADER, CLERK, OFFICE):
        assert "清理楼道" in words(get(reader, f"volunteers/{held.pk}/"))
    last_year = get(LEADER, f"volunteers/{held.pk}/", since="2020-01-01", until="2020-12-31")
    assert "没有确认过的服务" in words(last_year)
    assert get(STRANGER, f"volunteers/{held.pk}/").status_code == 404
    assert account(LEADER).name in words(get(OFFICE, "volunteers/of-my-bodies/"))


def test_a_code_is_checked_in_at_the_counter_on_its_day():
    card = card_up(kind="counter_time", title="代办社保", **evening())
    slot = card.slots.get()
    _claim, code = take_place(card.pk, slot.pk, uuid4(), now=timezone.now())

    early = post(CLERK, "check-in/", code=code)
    begins = timezone.now() + timedelta(minutes=5)
    card.slots.update(starts_at=begins, ends_at=begins + timedelta(hours=1))
    wrong = post(CLERK, "check-in/", code="000-000-000")
    done = post(CLERK, "check-in/", code=code)

    assert (early.status_code, wrong.status_code, done.status_code) == (422, 404, 302)
    assert code in early.content.decode()
    assert get(LEADER, "check-in/").status_code == 403
