"""Set up a group of colleagues that hears what its body is told, change it, or switch it off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.calling import fault_of_address
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.insight.messages.channels.robots import ROBOTS
from yiwang.insight.messages.kinds import KINDS
from yiwang.insight.messages.models import Group
from yiwang.insight.messages.policies import group_to_change, placing_a_group
from yiwang.insight.messages.sealed import ROBOT, SIGNING_KEY, closed

LONGEST_NAME = 60
LONGEST_SECRET = 500


@dataclass(frozen=True, slots=True)
class GroupSetting:
    """What a group is. An empty `robot` (the robot's address) or `signing_key` leaves the one that
    is there; `forgets_key`: it is no more to be signed."""

    service: str
    name: str
    organization_id: int | None
    kinds: Sequence[str]
    post_type_id: int | None = None
    robot: str = ""
    signing_key: str = ""
    forgets_key: bool = False
    is_on: bool = True


@transaction.atomic
def set_group(
    wanted: GroupSetting, *, actor: Actor, now: datetime, group_id: int | None = None
) -> int:
    """Keep the group, a new one unless `group_id` names it; its id. Refuses (Invalid) what cannot
    be sent to, and bodies beyond the areas of this administrator. The record has no secret."""
    on, is_new = timezone.localdate(now), group_id is None
    group, acting = group_to_change(group_id, actor, on) if group_id else (Group(), actor)
    if faults := _faults(wanted, is_new=is_new):
        raise Invalid(faults)
    assert wanted.organization_id is not None  # else there was a fault
    acting = placing_a_group(wanted.organization_id, actor, on)
    _write(group, wanted)
    group.save()
    record(
        "messaging.group.added" if is_new else "messaging.group.changed",
        subject=("messaging.group", group.pk),
        actor=acting,
        at=now,
        service=group.service,
        organization=group.organization_id,
        post_type=group.post_type_id,
        host=group.host,
        has_new_address=bool(wanted.robot),
        kinds=group.kinds,
        is_on=group.is_on,
    )
    return int(group.pk)


def _write(group: Group, wanted: GroupSetting) -> None:
    group.service, group.name = wanted.service, wanted.name.strip()
    group.organization_id, group.post_type_id = wanted.organization_id or 0, wanted.post_type_id
    group.kinds, group.is_on = sorted(set(wanted.kinds)), wanted.is_on
    if wanted.robot:
        group.robot = closed(wanted.robot.strip(), ROBOT)
        group.host = (urlsplit(wanted.robot.strip()).hostname or "")[:120]
    if wanted.signing_key or wanted.forgets_key:
        group.signing_key = closed(wanted.signing_key.strip(), SIGNING_KEY)


def _faults(wanted: GroupSetting, *, is_new: bool) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if wanted.service not in ROBOTS:
        faults["service"] = _("Choose where the group is.")
    if not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        faults["name"] = _("Give it a name of at most 60 characters, by which you know it.")
    if wanted.organization_id is None:
        faults["body"] = _("Choose the body whose messages the group hears.")
    if not wanted.kinds or set(wanted.kinds) - set(KINDS):
        faults["kinds"] = _("Choose at least one kind of message.")
    if fault := _fault_of_robot(wanted.robot.strip(), is_new=is_new):
        faults["robot"] = fault
    if len(wanted.signing_key) > LONGEST_SECRET:
        faults["signing_key"] = _("This key is too long. Copy it as the group shows it.")
    return faults


def _fault_of_robot(address: str, *, is_new: bool) -> Sentence:
    if not address:
        return _("Copy the address of the robot from the settings of the group.") if is_new else ""
    if len(address) > LONGEST_SECRET:
        return _("This is no address. Copy it as the group shows it.")
    return fault_of_address(address)
