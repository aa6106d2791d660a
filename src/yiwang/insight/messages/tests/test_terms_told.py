"""A term that ends is told beforehand: to who holds the post, and to who appoints there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.messages.models import Message
from yiwang.insight.messages.rules import days_beforehand
from yiwang.insight.messages.tests.staging import read_on, told
from yiwang.portals.casework.tests.staging import client_of
from yiwang.structure.posts.actions.foretell_ends import FORETOLD, foretell_ends
from yiwang.structure.posts.models import Appointment

pytestmark = pytest.mark.django_db
CLERK, APPOINTS, ELSEWHERE = "clerk.90010101", "supervisor.9001", "supervisor.9002"


@pytest.fixture
def ending():
    """`ending(days)`: the clerk's term ends in so many days, and the morning comes."""

    def ends(days):
        until = timezone.localdate() + timedelta(days=days)
        Appointment.objects.filter(account__username=CLERK).update(ends_on=until)
        number = foretell_ends(days_beforehand(FORETOLD), actor=SYSTEM, now=timezone.now())
        read_on()
        return number

    return ends


def test_it_is_told_thirty_and_seven_days_beforehand_and_each_once(ending):
    assert days_beforehand(FORETOLD) == {30, 7}
    assert [ending(days) for days in (31, 30, 30)] == [0, 1, 0]
    assert told(CLERK) == told(APPOINTS) == [("term", "")]

    morning = timezone.now() + timedelta(days=23)
    assert foretell_ends(days_beforehand(FORETOLD), actor=SYSTEM, now=morning) == 1
    assert foretell_ends(days_beforehand(FORETOLD), actor=SYSTEM, now=morning) == 0
    assert told(ELSEWHERE) == []


def test_the_message_says_no_name_and_opens_where_somebody_is_found(ending):
    ending(5)

    last = timezone.localdate() + timedelta(days=4)
    to_holder, to_appoint = (
        Message.objects.get(account__username=each) for each in (CLERK, APPOINTS)
    )
    assert timezone.localdate(to_holder.due_at) == timezone.localdate(to_appoint.due_at) == last
    assert (to_holder.number, to_appoint.number) == ("", "")
    shown = client_of(APPOINTS).get("/messages/").content.decode()
    assert "有任期快到了" in shown
    assert CLERK not in shown
    opened = client_of(APPOINTS).get(f"/messages/{to_appoint.pk}")
    assert opened["Location"] == "/desk/people"


def test_an_end_that_was_moved_is_told_anew(ending):
    assert ending(6) == 1
    assert ending(60) == 0
    assert ending(7) == 1


def test_the_working_board_lists_the_post_and_no_name(ending):
    ending(20)

    page = client_of(APPOINTS).get("/command/work").content.decode()

    assert "60 天内到期的任期" in page
    assert Appointment.objects.get(account__username=CLERK).account.name not in page
