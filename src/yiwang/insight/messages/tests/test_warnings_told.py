"""What stands out is told to the nearest post that it concerns, and opens from the message."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.insight.messages.models import Message
from yiwang.insight.messages.tests.staging import read_on
from yiwang.portals.casework.tests.staging import client_of
from yiwang.portals.warnings.tests.staging import (
    contacts_seen,
    overseer,
    today,
    usual_year,
    watched,
)
from yiwang.structure.posts.models import Appointment

pytestmark = pytest.mark.django_db
HERE = "9001010101"


def told() -> set[str]:
    found = Message.objects.filter(kind="warning")
    return set(found.values_list("account__username", flat=True))


def test_a_surge_is_told_to_who_sees_figures_nearest_and_the_message_opens_it():
    usual_year(HERE, now=24)
    (warning,) = watched("surge")

    read_on()

    assert "supervisor.9001" in told()
    assert not told() & {"supervisor.90", "supervisor.9002"}
    message = Message.objects.get(account__username="supervisor.9001", kind="warning")
    answer = client_of("supervisor.9001").get(f"/messages/{message.pk}")
    assert answer["Location"] == f"/desk/warnings/{warning.pk}"


def test_one_about_contacts_is_told_to_who_oversees_them_alone():
    overseer()
    for week in range(1, 12):
        contacts_seen("clerk.90010101", today() - timedelta(days=7 * week + 3), 1)
    contacts_seen("clerk.90010101", today() - timedelta(days=3), 14)
    watched("reveals")

    read_on()

    assert told() == {"protection.90"}


def test_one_that_is_over_before_it_was_read_is_told_to_nobody():
    day = timezone.localdate()
    gone = Appointment.objects.filter(post__type__key="verifier")
    gone.update(starts_on=day - timedelta(days=1), ends_on=day)
    watched("unfilled")
    gone.update(ends_on=None)
    watched("unfilled")

    read_on()

    assert told() == set()
