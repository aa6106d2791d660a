"""Who keeps connectors is told of what failed or waits: once, in a message without words."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.insight.messages.models import Message
from yiwang.insight.messages.tests.staging import read_on
from yiwang.interfaces.connectors.actions.fetch import fetch
from yiwang.interfaces.connectors.tests.staging import ADMIN, addressed
from yiwang.portals.casework.tests.staging import account_id, client_of

pytestmark = pytest.mark.django_db


def test_a_failure_is_told_to_its_keepers_and_opens_the_run(bodies, system):
    addressed(bodies, system.address + "/none")
    run = fetch(bodies.key, actor=SYSTEM, now=timezone.now())
    read_on()

    told = Message.objects.get(kind="connector", account=account_id(ADMIN))
    opened = client_of(ADMIN).get(f"/messages/{told.pk}")
    assert opened["Location"] == f"/desk/admin/connectors/runs/{run.pk}"
