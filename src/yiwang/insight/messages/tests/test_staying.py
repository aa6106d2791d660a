"""A practice installation sends nothing outside, whatever is set up in it."""

import ast
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

import yiwang
from yiwang.insight.messages.channels import usable_channels
from yiwang.insight.messages.channels.bundle import Bundle, NotDelivered
from yiwang.insight.messages.channels.mail import send_letters
from yiwang.insight.messages.channels.posting import post
from yiwang.insight.messages.delivering import deliver
from yiwang.insight.messages.kinds import CHANNELS
from yiwang.insight.messages.models import Choices, Delivery, Message
from yiwang.insight.messages.tests.staging import group_of, reach, read_on
from yiwang.insight.messages.wording import Line
from yiwang.portals.casework.tests.staging import CLERK, account_id, reported

pytestmark = pytest.mark.django_db
PACKAGE = Path(yiwang.__file__).parent
OUTWARD = {"smtplib", "http.client", "urllib.request", "requests", "httpx", "django.core.mail"}
DOORS = {  # the modules that may open a connection outwards; both ask `fault_of_practice` first
    "insight/messages/channels/mail.py",
    "foundation/calling.py",
    "config/cli/serving.py",  # our own server
}


@pytest.fixture
def practising(settings, by_mail, by_sms):
    """Mail, a gateway and a group are set up, and a task came while nobody has quiet hours."""
    settings.PRACTICE = True
    Choices.objects.create(
        account_id=account_id(CLERK),
        quiet_from=None,
        quiet_until=None,
        kinds={"task": list(CHANNELS)},
    )
    reach(CLERK, email="wang@town.example", phone="13812345678")
    group_of(by_sms, "wecom")
    return by_sms


def test_a_message_of_practice_is_read_on_the_page_and_goes_nowhere(practising):
    reported()

    read_on()
    done = deliver(timezone.now())

    assert Message.objects.filter(account=account_id(CLERK), is_shown=True).count() == 1
    assert (mail.outbox, practising.arrived) == ([], [])
    assert not Delivery.objects.filter(state="sent").exists()
    assert done.sent == 0


def test_what_waits_in_the_outbox_when_practice_begins_stays_there(settings, practising):
    settings.PRACTICE = False
    reported()
    read_on()
    waiting = Delivery.objects.count()
    settings.PRACTICE = True

    deliver(timezone.now())

    assert waiting > 0
    assert (mail.outbox, practising.arrived) == ([], [])
    assert not Delivery.objects.filter(state="sent").exists()


def test_no_way_is_offered_and_none_is_open(settings, practising):
    assert usable_channels() == set()
    with pytest.raises(NotDelivered):
        post(practising.address + "/x", "{}", {}, is_permitted=True)
    [(_letter, fault)] = send_letters([a_letter()])
    assert str(fault) == "这是练习系统，什么都不发到外面。"

    settings.PRACTICE = False

    assert post(practising.address + "/x", "{}", {}, is_permitted=True)
    assert [sent for _letter, sent in send_letters([a_letter()])] == [None]
    assert len(mail.outbox) == 1


def a_letter() -> Bundle:
    return Bundle((1,), (Line("task", "26000001", None, "/messages/1"),), to="wang@town.example")


def test_nothing_else_opens_a_connection_outwards():
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts and set(imported(path)) & OUTWARD
    }

    assert found == DOORS


def imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
