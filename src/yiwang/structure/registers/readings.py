"""What was read of standards and targets: the latest for each, and how it came to be."""

from datetime import date
from decimal import Decimal

from yiwang.foundation.periods import Span
from yiwang.structure.registers.models import Entry, Reading

Of = tuple[str, str, int]  # entry, "area" or "organization" or "", its id or 0


def latest_readings(register_id: int, on: date) -> dict[Of, Reading]:
    """The reading that counts on a day for each entry and subject, in one query."""
    rows = Reading.objects.filter(register=register_id, on__lte=on)
    latest = rows.order_by("entry_key", "area", "organization", "-on", "-id").distinct(
        "entry_key", "area", "organization"
    )
    return {_of(row): row for row in latest}


def times_in(register_id: int, entry_key: str, period: Span) -> dict[Of, tuple[Decimal, Reading]]:
    """How often it was written down for each subject in a period, and the latest time; of one day
    the last word counts. One query."""
    rows = Reading.objects.filter(
        register=register_id, entry_key=entry_key, on__range=(period.since, period.until)
    )
    latest = rows.order_by("area", "organization", "on", "-id").distinct(
        "area", "organization", "on"
    )
    found: dict[Of, tuple[Decimal, Reading]] = {}
    for row in latest:
        if row.value:
            times, _before = found.get(_of(row), (Decimal(0), row))
            found[_of(row)] = (times + row.value, row)
    return found


def readings_of_body(body_id: int, most: int) -> list[tuple[Entry, Reading]]:
    """What was written down for a body, the latest first, with the entry in its last version; in
    two queries."""
    rows = Reading.objects.filter(organization=body_id, value__gt=0).order_by("-on", "-id")[:most]
    found = Entry.objects.filter(
        version__register__in={row.register_id for row in rows},
        key__in={row.entry_key for row in rows},
        version__published_at__isnull=False,
    )
    named = found.select_related("version__register").order_by("version__number")
    entries = {(each.version.register_id, each.key): each for each in named}
    return [(entries[row.register_id, row.entry_key], row) for row in rows]


def _of(row: Reading) -> Of:
    if row.area_id:
        return row.entry_key, "area", row.area_id
    if row.organization_id:
        return row.entry_key, "organization", row.organization_id
    return row.entry_key, "", 0
