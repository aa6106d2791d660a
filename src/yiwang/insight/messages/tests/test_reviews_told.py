"""Whoever is asked for a review is told, and reminded before it ends; of an anonymous one nothing
that is told or kept says who has answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Cursor, Record
from yiwang.insight.messages.actions.choose import Chosen, choose
from yiwang.insight.messages.kinds import KINDS
from yiwang.insight.messages.models import Delivery, Message
from yiwang.insight.messages.telling import READER
from yiwang.insight.messages.tests.staging import group_of, reach, read_on
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.models import Asked, Reviewed, Round
from yiwang.insight.reviews.sweep import sweep
from yiwang.insight.reviews.tests.schemes import BOTH_WAYS, DOUBLE, UPWARD, duties, opened, who
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.posts.actions.end_appointment import end_appointment

pytestmark = pytest.mark.django_db
FORM = {"q-response": "4", "q-comes": "1"}


def open_now(source):
    return opened(source, now=timezone.now())


def told():
    """Who has unread messages about a review, oldest first."""
    found = Message.objects.filter(kind="review").order_by("account__username")
    return list(found.values_list("account__username", flat=True))


def asked():
    """Whom the rounds ask."""
    held = Asked.objects.values_list("appointment__account__username", flat=True)
    return sorted(set(held.order_by()))


def give(username):
    """Answer all that is asked, on the pages."""
    client = client_of(username)
    for row in Asked.objects.filter(appointment__account__username=username):
        assert client.post(f"/desk/reviews/give/{row.pk}", FORM).status_code == 302


def remind(round_id):
    answer = client_of("supervisor.90").post(f"/desk/reviews/rounds/{round_id}", {"remind": "1"})
    assert answer.status_code == 302


def test_everybody_asked_is_told_once_until_when_and_the_message_opens_their_list():
    round_id = open_now(UPWARD)
    read_on()
    Cursor.objects.filter(reader=READER).update(position=0)
    read_on()

    assert told() == asked()  # of three departments each: one message
    message = Message.objects.get(account__username="clerk.90010101", kind="review")
    assert timezone.localdate(message.due_at) == Round.objects.get(pk=round_id).closes_on
    client = client_of("clerk.90010101")
    assert "有评价等您填写" in client.get("/messages/").content.decode()
    opening = client.get(f"/messages/{message.pk}")
    assert opening["Location"] == "/desk/reviews"


def test_a_reminder_of_an_anonymous_round_goes_to_all_of_them_again():
    round_id = open_now(UPWARD)
    give("clerk.90010101")
    read_on()
    before = told()
    Message.objects.all().delete()

    remind(round_id)
    read_on()

    assert told() == before
    assert "clerk.90010101" in before
    said = client_of("supervisor.90").get(f"/desk/reviews/rounds/{round_id}").content.decode()
    assert "包括已作答的" in said


def test_of_two_who_were_told_alike_no_row_says_which_one_has_answered():
    open_now(UPWARD)
    give("clerk.90010101")
    read_on()

    names = ("rule", "kind", "about", "about_id", "number", "due_at", "read_at", "is_shown")
    rows = Message.objects.filter(kind="review").values(*names).distinct()
    assert len(rows) == 1
    answers = Record.objects.filter(name="reviews.answer.given")
    assert set(answers.values_list("account_id", "capacity", "data__reviewed")) == {
        (None, "", None)
    }


def test_a_body_is_told_at_its_posts_and_reminded_only_while_it_has_not_answered(receiver):
    group_of(receiver, "wecom", "ZJ-9001")
    round_id = open_now(BOTH_WAYS)
    read_on()
    assert {"zj.9001", "sw.9001"} <= set(told())
    assert Message.objects.filter(kind="review", group__isnull=False).count() == 1

    Message.objects.all().delete()
    client = client_of("zj.9001")
    for row in Asked.objects.filter(organization__code="ZJ-9001"):
        client.post(f"/desk/reviews/give/{row.pk}", FORM)
    remind(round_id)
    read_on()

    assert "sw.9001" in told()
    assert "zj.9001" not in told()
    assert not Message.objects.filter(group__isnull=False).exists()


def test_whoever_has_duties_to_report_is_told_and_nobody_else():
    duties()
    open_now(DOUBLE)
    read_on()

    held = Reviewed.objects.values_list("appointment__account__username", flat=True)
    assert told() == sorted(set(held))


def test_it_is_reminded_of_once_in_the_last_days_by_itself():
    round_id = open_now(UPWARD)
    now, days = timezone.now(), timedelta(days=1)
    assert sweep(now + 16 * days).reminded == 0
    assert sweep(now + 17 * days).reminded == 1
    assert sweep(now + 19 * days).reminded == 0
    read_on(now + 17 * days)

    reminders = Message.objects.filter(rule="reminded", about_id=round_id)
    assert sorted(reminders.values_list("account__username", flat=True)) == asked()


def test_nobody_is_reminded_where_all_have_answered_and_nobody_told_once_it_is_closed():
    round_id = open_now(UPWARD)
    Asked.objects.update(is_answered=True)
    assert sweep(timezone.now() + timedelta(days=18)).reminded == 0

    close_round(round_id, actor=SYSTEM, now=timezone.now())
    read_on()

    assert told() == []


def test_who_has_left_is_not_told_and_choices_hold(by_mail):
    kinds = {key: ["in_app"] for key in KINDS} | {"review": ["email"]}
    reach("clerk.90010101", email="clerk@town.example")
    wanted = Chosen(kinds, pace="daily")
    choose(wanted, actor=who("clerk.90010101"), now=timezone.now())
    open_now(UPWARD)
    gone = Asked.objects.filter(appointment__account__username="clerk.90010102").first()
    end_appointment(gone.appointment_id, actor=SYSTEM, now=timezone.now())

    read_on()

    assert "clerk.90010102" not in told()
    [letter] = Delivery.objects.filter(message__kind="review")
    assert letter.message.account.username == "clerk.90010101"
    assert letter.next_at > timezone.now()  # with the others of the day
    assert not letter.message.is_shown
