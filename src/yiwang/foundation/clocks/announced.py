"""The days that the State Council announced as holidays and make-up working days, as data.

Only what was officially announced is here: the rest follows the week, and software must say so.
"""

import csv
from datetime import date
from pathlib import Path

from yiwang.foundation.clocks.specs import DaySpec

ANNOUNCED_FROM = date(2015, 1, 1)
ANNOUNCED_THROUGH = date(2026, 12, 31)
SOURCE = "国务院办公厅关于节假日安排的通知"
_FILE = Path(__file__).parent / "data" / "announced_days_cn.csv"


def announced_days_cn() -> list[DaySpec]:
    """Every day of the announced range on which China differs from a Monday-to-Friday week."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [
            DaySpec(
                day=date.fromisoformat(row["day"]),
                is_working=row["is_working"] == "1",
                name=row["name"],
                source=SOURCE,
            )
            for row in csv.DictReader(file)
        ]
