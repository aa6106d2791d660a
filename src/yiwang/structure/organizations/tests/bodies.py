"""Bodies of the small city: a water department at two levels, a station, one body outside."""

from datetime import UTC, date, datetime

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.structure.organizations.actions.load_organizations import load_organizations
from yiwang.structure.organizations.rows import LinkRow, OrganizationRow

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
TODAY = date(2026, 9, 7)
LINKS = [LinkRow("SW-C", "SW-T", "guides"), LinkRow("DL", "SW-C", "supports")]


def bodies(areas):
    return [
        OrganizationRow("SW-C", "市水务局", "department", "", "water", areas["C"]),
        OrganizationRow("SW-T", "镇水务站", "field_office", "", "water", areas["T"]),
        OrganizationRow("CG-C", "市城管局", "department", "", "urban_management", areas["C"]),
        OrganizationRow("ZD-T", "服务站", "service_station", area_id=areas["T"]),
        OrganizationRow("DL", "外地单位", "local_organization", place="大连"),
    ]


def load(rows, links=LINKS, *, now=NOON):
    return load_organizations(rows, links, actor=SYSTEM, now=now)


def loads_recorded():
    return Record.objects.filter(name="organizations.organization.loaded").count()
