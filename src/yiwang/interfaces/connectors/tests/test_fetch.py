"""Fetching from the address of another system: what its keeper entered, and nothing else."""

from datetime import timedelta

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.interfaces.connectors.actions.fetch import fetch
from yiwang.interfaces.connectors.queries import due_to_fetch
from yiwang.interfaces.connectors.tests.staging import (
    BRANCH,
    COMMITTEE,
    NOW,
    addressed,
    body,
    told,
)
from yiwang.structure.organizations.models import Organization

pytestmark = pytest.mark.django_db
PATH = "/api/organizations"


def fetched(connector, now=NOW):
    run = fetch(connector.key, actor=SYSTEM, now=now)
    connector.refresh_from_db()
    return run


def test_what_is_sound_is_applied_by_itself_where_its_keeper_said_so(bodies, system):
    system.put(PATH, {"data": {"organizations": [BRANCH, COMMITTEE]}})
    addressed(bodies, system.address + PATH, secret="s3cret", is_automatic=True)

    run = fetched(bodies)

    assert (run.state, run.way, body("DJ-7002").name) == ("applied", "fetched", "河口镇党委")
    assert system.asked[0][1]["Authorization"] == "Bearer s3cret"
    assert bodies.next_at == NOW + timedelta(hours=24)
    assert b"s3cret" not in bytes(bodies.secret)
    assert "s3cret" not in str(list(Record.objects.values_list("data", flat=True)))


def test_without_that_it_waits(bodies, system):
    system.put(PATH, {"data": {"organizations": [BRANCH]}})
    addressed(bodies, system.address + PATH)

    assert fetched(bodies).state == "waiting"
    assert not Organization.objects.filter(code="DJ-7001").exists()


def test_a_failure_is_tried_again_later_and_later_and_told_once(bodies, system):
    addressed(bodies, system.address + "/none")
    waits = []
    for _try in range(3):
        run = fetched(bodies)
        waits.append(bodies.next_at - NOW)

    assert (run.state, run.why) == ("failed", "对方返回 404。")
    assert waits == [timedelta(minutes=n) for n in (5, 10, 20)]
    failed = Record.objects.filter(name="connectors.run.failed").order_by("id")
    assert [bool(each.data["posts"]) for each in failed] == [True, False, False]
    assert due_to_fetch(NOW + timedelta(minutes=20)) == [bodies.key]

    system.put("/none", {"data": {"organizations": [BRANCH]}})
    fetched(bodies)
    assert (bodies.tries, bodies.next_at) == (0, NOW + timedelta(hours=24))


def test_nobody_is_followed_elsewhere(bodies, system):
    system.has[PATH] = (302, f"{system.address}/elsewhere".encode())
    addressed(bodies, system.address + PATH)

    run = fetched(bodies)

    assert (run.state, "302" in run.why) == ("failed", True)
    assert [path for path, _headers in system.asked] == [PATH]


def test_too_much_is_not_read_to_its_end(bodies, system, monkeypatch):
    from yiwang.interfaces.connectors.actions import fetch as module

    monkeypatch.setattr(module, "LARGEST", 1_000_000)
    system.has[PATH] = (200, b"x" * 1_500_000)
    addressed(bodies, system.address + PATH)

    assert "1 MB" in fetched(bodies).why


def test_an_address_inside_needs_the_permission_of_whoever_runs_the_server(bodies, settings):
    settings.WEBHOOK_HOSTS = frozenset()

    for address in (
        "http://127.0.0.1/x",
        "https://10.0.0.7/x",
        "file:///etc/passwd",
        "https://a@b.c",
    ):
        with pytest.raises(Invalid):
            addressed(bodies, address)

    assert told("connectors.connector") == ["connectors.connector.written"]


def test_what_is_no_table_is_a_failure_with_its_reason(bodies, system):
    system.has[PATH] = (200, b'{"data": {"organizations": "none"}}')
    addressed(bodies, system.address + PATH)

    run = fetched(bodies)

    assert (run.state, "data.organizations" in run.why) == ("failed", True)


def test_one_that_is_switched_off_is_not_due(bodies, system):
    addressed(bodies, system.address + PATH, is_on=False)

    assert due_to_fetch(NOW + timedelta(days=9)) == []
