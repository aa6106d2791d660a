"""What was read of standards and targets: the latest for each, and how it came to be."""

from datetime import date

from yiwang.structure.registers.models import Reading

Of = tuple[str, str, int]  # entry, "area" or "organization" or "", its id or 0


def latest_readings(register_id: int, on: date) -> dict[Of, Reading]:
    """The reading that counts on a day for each entry and subject, in one query."""
    rows = Reading.objects.filter(register=register_id, on__lte=on)
    latest = rows.order_by("entry_key", "area", "organization", "-on", "-id").distinct(
        "entry_key", "area", "organization"
    )
    return {_of(row): row for row in latest}


def _of(row: Reading) -> Of:
    if row.area_id:
        return row.entry_key, "area", row.area_id
    if row.organization_id:
        return row.entry_key, "organization", row.organization_id
    return row.entry_key, "", 0
