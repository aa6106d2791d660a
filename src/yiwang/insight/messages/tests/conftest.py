"""What stands for the world outside: a server for robots and the gateway, mail in memory."""

import pytest

from yiwang.config.outside import Sms
from yiwang.insight.messages.tests.receiving import receiving


@pytest.fixture
def receiver(settings):
    """A server that this installation may send to."""
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    settings.PUBLIC_ADDRESS = "https://yiwang.example"
    with receiving() as server:
        yield server


@pytest.fixture
def by_mail(settings):
    """A mail server is set up; letters are in `mail.outbox`."""
    settings.MAIL_FROM = "yiwang@town.example"
    settings.PUBLIC_ADDRESS = "https://yiwang.example"


@pytest.fixture
def by_sms(settings, receiver):
    """A gateway is set up."""
    body = '{"to": "{phone}", "say": "{text}"}'
    settings.SMS = Sms(receiver.address + "/sms", body, "Bearer secret")
    return receiver
