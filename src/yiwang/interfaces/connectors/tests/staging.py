"""Connectors as their keepers write them, what arrives by them, and what stands here afterwards."""

import json
from datetime import UTC, date, datetime

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.interfaces.connectors.actions.apply_run import apply_run
from yiwang.interfaces.connectors.actions.set_up import SetUp, set_up
from yiwang.interfaces.connectors.actions.take_in import Sent, take_in
from yiwang.interfaces.connectors.actions.write_connector import write_connector
from yiwang.interfaces.connectors.definition import ConnectorPart
from yiwang.interfaces.connectors.models import Connector
from yiwang.interfaces.connectors.planning import plan_of_content
from yiwang.portals.casework.tests.staging import actor
from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec

ADMIN = "supervisor.90"
DICTIONARY = "body_kinds"
NOW = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
COLUMNS = [
    {"to": "code", "of": "orgId", "before": "DJ-"},
    {"to": "name", "of": "orgName"},
    {"to": "kind", "of": "orgType", "dictionary": DICTIONARY},
    {"to": "area", "of": "place.street"},
    {"to": "state", "says": "active"},
    {"to": "valid_to", "says": "-"},
]
PART = {
    "key": "party_bodies",
    "name": "党组织",
    "system": "cloud",
    "system_name": "智慧党建云平台",
    "into": "organizations",
    "door": "fetch",
    "rows_at": "data.organizations",
    "columns": COLUMNS,
    "vanished": "end",
    "hands_back": True,
}
BRANCH = {
    "orgId": "7001",
    "orgName": "临江第一党支部",
    "orgType": "01",
    "place": {"street": "90010101"},
}
COMMITTEE = {
    "orgId": "7002",
    "orgName": "河口镇党委",
    "orgType": "03",
    "place": {"street": "900101"},
}


def entry(key, title, **outcome):
    return EntryRow(key, title, outcome=outcome)


def kinds_of_bodies():
    entries = [
        entry("party_branch", "党支部", cloud="01"),
        entry("party_committee", "党委", cloud="02|03"),
        entry("party_group", "党小组"),
    ]
    spec = RegisterSpec(DICTIONARY, "党组织类别", "dictionary", date(2026, 1, 1), entries)
    return load_register(spec, actor=SYSTEM, now=NOW)


def saved(part, **changes) -> Connector:
    wanted = ConnectorPart.model_validate(part | changes)
    return write_connector(wanted, is_new=True, actor=actor(ADMIN), now=NOW)


def sent(*rows) -> bytes:
    return json.dumps({"data": {"organizations": rows}}, ensure_ascii=False).encode()


def brought(connector, content, now=NOW, **how):
    """By its keeper's hand; it waits to be looked at."""
    return take_in(connector.key, Sent(content, **how), actor=actor(ADMIN), now=now)


def applied(connector, content, *, overwrites=False, now=NOW):
    """Brought, looked at, applied."""
    run = brought(connector, content, now)
    if not run.is_open:
        return run
    connector.refresh_from_db()
    plan = plan_of_content(connector, content, now, overwrites=overwrites).plan
    return apply_run(run.pk, seen=plan.digest, overwrites=overwrites, actor=actor(ADMIN), now=now)


def addressed(connector, address, **changes) -> Connector:
    wanted = SetUp(reached_at=address, **changes)
    return set_up(connector.key, wanted, actor=actor(ADMIN), now=NOW)


def body(code) -> Organization:
    return Organization.objects.get(code=code)


def told(subject="connectors.run") -> list[str]:
    return list(
        Record.objects.filter(subject=subject).order_by("id").values_list("name", flat=True)
    )
