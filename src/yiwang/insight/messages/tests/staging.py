"""What tests of messages need: the record read on, and what somebody was told of."""

from dataclasses import replace
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.messages.actions.set_group import GroupSetting, set_group
from yiwang.insight.messages.kinds import KINDS
from yiwang.insight.messages.models import Message
from yiwang.insight.messages.telling import tell_what_happened
from yiwang.portals.casework.tests.staging import account_id, actor
from yiwang.structure.organizations.queries import ids_by_code

ADMINISTRATOR = "supervisor.90"


def read_on(now: datetime | None = None) -> None:
    """Seal what waits, then have it told, as the worker does every few seconds."""
    now = now or timezone.now()
    seal_pending(now)
    tell_what_happened(now)


def told(username: str) -> list[tuple[str, str]]:
    """The kinds and numbers of everything this person was told, oldest first."""
    rows = Message.objects.filter(account=account_id(username)).order_by("id")
    return list(rows.values_list("kind", "number"))


def reach(username: str, email: str = "", phone: str = "") -> None:
    """Give somebody an address."""
    get_user_model().objects.filter(username=username).update(email=email, phone=phone)


def group_of(receiver, service: str, code: str = "ZJ-9001", **changes: object) -> int:
    """A group of a body at the server of the test, set up by who keeps the whole."""
    wanted = GroupSetting(
        service=service,
        name=f"{code} {service}",
        organization_id=ids_by_code()[code],
        kinds=sorted(KINDS),
        robot=f"{receiver.address}/{service}?key=hush",
    )
    now = timezone.now()
    return set_group(replace(wanted, **changes), actor=actor(ADMINISTRATOR), now=now)
