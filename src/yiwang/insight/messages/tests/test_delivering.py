"""The outbox: tried again with growing waits, given up in the end, nobody held up by anybody."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.insight.messages import delivering
from yiwang.insight.messages.actions.try_again import try_again
from yiwang.insight.messages.delivering import Delivered, deliver
from yiwang.insight.messages.forgetting import forget_old_messages
from yiwang.insight.messages.models import Choices, Delivery, Message
from yiwang.insight.messages.pace import MOST_TRIES
from yiwang.insight.messages.tests.staging import ADMINISTRATOR, group_of, reach, read_on
from yiwang.portals.casework.tests.staging import (
    CLERK,
    account_id,
    actor,
    dispatched,
    reported,
)
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment

pytestmark = pytest.mark.django_db
OFFICE = "zj.9001"


@pytest.fixture
def broken(receiver):
    """A group whose robot answers with a fault, and something to tell it."""
    receiver.answers["/wecom"] = (500, "oops")
    group_of(receiver, "wecom")
    dispatched()
    read_on()
    return receiver


def test_it_is_tried_again_after_growing_waits_and_given_up_in_the_end(broken):
    now = first = timezone.now()
    waits = []
    for _try in range(MOST_TRIES - 1):
        deliver(now)
        row = Delivery.objects.get()
        waits.append(round((row.next_at - now).total_seconds() / 60))
        now = row.next_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert deliver(now) == Delivered(failed=1)

    row = Delivery.objects.get()
    assert (row.state, row.tries, row.error) == ("failed", MOST_TRIES, "对方返回 500。")
    assert deliver(first + timedelta(days=9)) == Delivered()
    assert len(broken.arrived) == MOST_TRIES


def test_nothing_is_tried_before_its_time(broken):
    now = timezone.now()
    deliver(now)

    assert deliver(now + timedelta(seconds=59)) == Delivered()
    assert deliver(now + timedelta(seconds=61)) == Delivered(waiting=1)


def test_what_was_given_up_is_tried_again_by_who_keeps_the_whole(broken):
    Delivery.objects.update(state="failed", tries=MOST_TRIES, ended_at=timezone.now())
    row = Delivery.objects.get()
    with pytest.raises(Forbidden):
        try_again(row.pk, actor=actor(CLERK), now=timezone.now())

    try_again(row.pk, actor=actor(ADMINISTRATOR), now=timezone.now())
    with pytest.raises(NotFound):
        try_again(row.pk, actor=actor(ADMINISTRATOR), now=timezone.now())
    broken.answers.clear()
    deliver(timezone.now())

    assert Delivery.objects.get().state == "sent"
    assert Record.objects.filter(name="messaging.delivery.tried_again").count() == 1


def test_one_that_does_not_answer_holds_nobody_else_up(receiver, by_mail, monkeypatch):
    monkeypatch.setattr(delivering, "PATIENCE_S", 0.5)
    receiver.slow["/dingtalk"] = 3
    for service, code in (("dingtalk", "ZJ-9001"), ("wecom", "ZJ-9001"), ("feishu", "SW-9001")):
        group_of(receiver, service, code=code)
    reach(OFFICE, email="zj@town.example")
    Choices.objects.create(
        account_id=account_id(OFFICE), kinds={"task": ["email"]}, quiet_from=None, quiet_until=None
    )
    dispatched("ZJ-9001", "SW-9001")
    read_on()

    began = time.monotonic()
    done = deliver(timezone.now())

    assert time.monotonic() - began < 2
    assert (done.sent, done.waiting) == (3, 1)
    assert {path.partition("?")[0] for path, _headers, _body in receiver.arrived} == {
        "/wecom",
        "/feishu",
    }
    assert len(mail.outbox) == 1
    assert "没有应答" in Delivery.objects.get(state="waiting").error


def test_a_destination_with_very_much_to_say_leaves_room_for_the_others(receiver, monkeypatch):
    monkeypatch.setattr(delivering, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(delivering, "MOST_ROUNDS", 1)
    group_of(receiver, "wecom")
    for _each in range(5):
        dispatched()
    group_of(receiver, "feishu", code="SW-9001")
    dispatched("SW-9001")
    read_on()

    assert deliver(timezone.now()).sent == 3
    assert deliver(timezone.now()).sent == 2


def test_what_a_process_took_and_never_finished_is_sent_again(receiver, monkeypatch):
    group_of(receiver, "wecom")
    dispatched()
    read_on()
    now = timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(delivering, "_send", lambda *args: None)  # the process ends here
        deliver(now)

    assert deliver(now + timedelta(minutes=9)) == Delivered()
    assert deliver(now + timedelta(minutes=11)) == Delivered(sent=1)


def test_a_mail_server_that_is_away_costs_one_try_for_all(by_mail, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for username in (CLERK, OFFICE):
        reach(username, email="x@town.example")
        Choices.objects.create(
            account_id=account_id(username),
            kinds={"task": ["email"]},
            quiet_from=None,
            quiet_until=None,
        )
    dispatched()
    reported()
    read_on()

    assert deliver(timezone.now()) == Delivered(waiting=2)
    assert set(Delivery.objects.values_list("error", flat=True)) == {
        "邮件服务器没有应答：ConnectionRefusedError。"
    }


def test_a_number_that_the_gateway_refuses_keeps_no_other_from_its_message(by_sms):
    for username, phone in ((CLERK, "13900000001"), (OFFICE, "13900000002")):
        reach(username, phone=phone)
        Choices.objects.create(
            account_id=account_id(username),
            kinds={"task": ["sms"]},
            quiet_from=None,
            quiet_until=None,
        )
    by_sms.answers["/sms"] = (400, "no")
    reported()
    dispatched()
    read_on()

    assert deliver(timezone.now()).waiting == 2
    assert {body["to"] for body in by_sms.bodies()} == {"13900000001", "13900000002"}


def test_whoever_has_left_the_post_since_gets_nothing(by_mail):
    reach(CLERK, email="wang@town.example")
    Choices.objects.create(account_id=account_id(CLERK), kinds={"task": ["email"]}, pace="hourly")
    reported()
    read_on()
    held = Appointment.objects.get(account=account_id(CLERK))
    end_appointment(held.pk, actor=SYSTEM, now=timezone.now())

    done = deliver(timezone.now() + timedelta(days=1))

    assert done == Delivered(dropped=1)
    assert mail.outbox == []


def test_a_group_that_was_switched_off_hears_nothing_any_more(receiver):
    group = group_of(receiver, "wecom")
    dispatched()
    read_on()
    group_of_before = Delivery.objects.get().message.group
    type(group_of_before).objects.filter(pk=group).update(is_on=False)

    assert deliver(timezone.now()) == Delivered(dropped=1)
    assert receiver.arrived == []


def test_messages_are_erased_after_ninety_days_with_their_deliveries(broken):
    now = timezone.now()

    assert forget_old_messages(now + timedelta(days=89)) == 0
    assert forget_old_messages(now + timedelta(days=91)) > 0
    assert (Message.objects.count(), Delivery.objects.count()) == (0, 0)
