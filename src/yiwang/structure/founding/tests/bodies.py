"""Who founds bodies in testland, and what."""

from datetime import UTC, date, datetime

from django.contrib.auth import get_user_model

from yiwang.foundation.records.actor import staff
from yiwang.foundation.records.models import Record
from yiwang.structure.founding.actions.found_organization import found_organization
from yiwang.structure.founding.given import BodyFacts

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
TODAY = date(2026, 9, 7)
EAST, WEST, CITY, CLERK = "supervisor.9001", "supervisor.9002", "supervisor.90", "clerk.90010101"


def actor(username):
    return staff(get_user_model().objects.get(username=username).pk)


def facts(areas, **changes):
    given = {"name": "东县夜市商圈党委", "kind": "merchants_committee", "area_id": areas["9001"]}
    return BodyFacts(**given | changes)


def founded(areas, code="SQ-1", by=EAST, now=NOON, **changes):
    return found_organization(code, facts(areas, **changes), actor=actor(by), now=now)


def recorded(name):
    return Record.objects.filter(name=f"organizations.{name}").count()
