"""Everything is told once: whatever kind it is of, and however often the record is read."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER, SYSTEM
from yiwang.foundation.records.models import Cursor
from yiwang.foundation.records.write import record
from yiwang.insight.messages.models import Delivery, Message
from yiwang.insight.messages.telling import READER
from yiwang.insight.messages.tests.staging import group_of, read_on, told
from yiwang.insight.reviews.tests.schemes import UPWARD
from yiwang.insight.reviews.tests.schemes import opened as open_review
from yiwang.portals.casework.tests.staging import (
    CLERK,
    VERIFIER,
    account_id,
    act,
    actor,
    dispatched,
    reported,
    task_of,
)
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.actions.foretell_ends import FORETOLD
from yiwang.structure.posts.models import Appointment
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.actions.supervise import Order, supervise
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.subjects import Inputs
from yiwang.work.workflows.sweep import sweep

pytestmark = pytest.mark.django_db
OFFICE, SUPERVISOR = "zj.9001", "supervisor.9001"


def test_reading_everything_anew_tells_nobody_twice(receiver):
    group_of(receiver, "wecom")
    now = timezone.now()
    late = dispatched("ZJ-9001", "SW-9001")
    clock = Clock.objects.filter(
        task__run=late.run_id, task__organization__code="ZJ-9001", purpose="resolve"
    )
    for step, due in (("remind", now + timedelta(hours=1)), ("escalate", now)):
        clock.update(next_action=step, next_action_at=now, near_at=now, due_at=due)
        sweep(now)
    read_on()
    order = Order(late.run_id, "三天没有动静", timezone.localdate() + timedelta(days=2))
    supervise(order, actor=actor(SUPERVISOR), now=now)
    ground = {"reason": "不属于我局", "reason_code": "not_ours", "entry": "housing"}
    act(late, OFFICE, "return", organization="ZJ-9001", **ground)
    rated = dispatched()
    act(rated, OFFICE, "finish", text="补好了")
    act(rated, VERIFIER, "pass_check")
    act(rated, CLERK, "answer", text="已补好。")
    perform(task_of(rated), "rate", Inputs(grade=4), actor=REPORTER, now=timezone.now())
    open_review(UPWARD, now=now)
    end_appointment(
        Appointment.objects.get(account=account_id("clerk.90020101")).pk, actor=SYSTEM, now=now
    )
    read_on()
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert {"task", "near", "late", "order", "returned", "rated", "review", "post"} <= kinds
    told_to = ("id", "position", "account", "group")
    before = list(Message.objects.order_by("id").values_list(*told_to))
    waiting = list(Delivery.objects.order_by("id").values_list("id", "message", "channel"))
    assert waiting

    Cursor.objects.filter(reader=READER).update(position=0)
    read_on()
    read_on()

    assert list(Message.objects.order_by("id").values_list(*told_to)) == before
    again = list(Delivery.objects.order_by("id").values_list("id", "message", "channel"))
    assert again == waiting


def test_the_database_itself_refuses_to_tell_twice():
    reported()
    read_on()
    [message] = Message.objects.all()

    message.pk = None
    with pytest.raises(IntegrityError, match="one_telling_a_person"), transaction.atomic():
        message.save()


def test_a_record_that_cannot_be_told_of_keeps_nobody_else_from_hearing(caplog):
    before = dispatched("ZJ-9001")
    record(  # by a program that did not say when
        FORETOLD,
        subject=("posts.appointment", 1),
        actor=SYSTEM,
        at=timezone.now(),
        holder=account_id(CLERK),
        days=7,
    )
    after = dispatched("ZJ-9001")

    read_on()

    assert told(OFFICE) == [("task", before.number), ("task", after.number)]
    [line] = [each for each in caplog.messages if each.startswith("nobody is told")]
    assert line.endswith(FORETOLD)
    read_on()
    assert len(told(OFFICE)) == 2
