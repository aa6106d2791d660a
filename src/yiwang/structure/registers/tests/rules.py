"""Short ways to write registers in these tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.registers.actions.load_register import load_register
from yiwang.structure.registers.rows import EntryRow, RegisterSpec

__all__ = ["NOW", "SYSTEM", "TODAY", "entry", "publish", "spec"]
NOW = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 9, 7)


def entry(key: str, **match: object) -> EntryRow:
    return EntryRow(key, title=f"条目{key}", **match)


def spec(*entries: EntryRow, **other: object) -> RegisterSpec:
    given = {
        "key": "duties",
        "name": "职责清单",
        "effect": "route",
        "effective_from": date(2026, 1, 1),
        "entries": entries,
        **other,
    }
    return RegisterSpec(**given)


def publish(*entries: EntryRow, now: datetime = NOW, **other: object) -> Change:
    return load_register(spec(*entries, **other), actor=SYSTEM, now=now)
