"""One look at the numbers a kind of warning; each answers what stands out now."""

from collections.abc import Callable
from datetime import datetime

from yiwang.insight.warnings.found import Found
from yiwang.insight.warnings.looking.near_due import look_for_near_due
from yiwang.insight.warnings.looking.recurrence import look_for_recurrence
from yiwang.insight.warnings.looking.reveals import look_for_reveals
from yiwang.insight.warnings.looking.surge import look_for_surges
from yiwang.insight.warnings.looking.unfilled import look_for_unfilled
from yiwang.insight.warnings.rules import Rule

LOOKS: dict[str, Callable[[Rule, datetime], list[Found]]] = {
    "surge": look_for_surges,
    "recurrence": look_for_recurrence,
    "near_due": look_for_near_due,
    "unfilled": look_for_unfilled,
    "reveals": look_for_reveals,
}
