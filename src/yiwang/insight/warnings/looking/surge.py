"""Surges: more cases of a type in an area than its own past explains."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from yiwang.insight.warnings.found import Found
from yiwang.insight.warnings.rules import Rule
from yiwang.insight.warnings.surges import Counted, Kinship, counted, stands_out, unexplained
from yiwang.insight.warnings.weights import share_of_other_days, weight_of
from yiwang.insight.warnings.working_days import is_working_day, midnight
from yiwang.structure.territory.queries import above_each
from yiwang.work.cases.case_types import all_types
from yiwang.work.cases.queries.arrivals import Arrivals, arrivals, arrivals_by_day

SHOWN = 12  # past windows that the explanation shows


def look_for_surges(rule: Rule, now: datetime) -> list[Found]:
    """Up to last midnight; nothing while too little of the past is known."""
    end = midnight(timezone.localdate(now))
    days, most = int(rule["window_days"]), int(rule["most_windows"])
    by_day = arrivals_by_day(end - timedelta(days=days * (most + 1)), end)
    weights = _weights(by_day, timezone.localdate(end), days, most)
    if len(weights) <= rule["least_windows"]:
        return []
    found = arrivals(end, days, most, int(rule["least"]))
    seen = [_counted(each, weights, rule) for each in found]
    loud = [each for each in seen if stands_out(each, rule)]
    kinship = _kinship(loud)
    known = [each for each in seen if each.place[0] in kinship.areas]
    return [_found(each, end, days) for each in unexplained(known, rule, kinship)]


def _counted(each: Arrivals, weights: Sequence[float], rule: Rule) -> Counted:
    return counted((each.area_id, each.type_id), each.by_window, weights, rule)


def _weights(by_day: dict[date, int], end: date, days: int, most: int) -> list[float]:
    """Of the present window and of every whole one since the first case."""
    if not by_day:
        return []
    known = min(most, (end - min(by_day)).days // days - 1)
    is_working = is_working_day()
    share = share_of_other_days(by_day, is_working)
    return [
        weight_of(end - timedelta(days=days * (number + 1)), days, is_working, share)
        for number in range(known + 1)
    ]


def _kinship(loud: Sequence[Counted]) -> Kinship:
    types = {kind.pk: frozenset(each.pk for each in kind.own_and_above) for kind in all_types()}
    return Kinship(above_each({each.place[0] for each in loud}), types)


def _found(each: Counted, end: datetime, days: int) -> Found:
    area, kind = each.place
    last = timezone.localdate(end) - timedelta(days=1)
    return Found(
        "surge",
        f"surge:{area}:{kind}",
        float(each.count),
        {
            "count": each.count,
            "expected": round(each.expected, 1),
            "median": round(each.usual.median, 1),
            "windows": each.usual.windows,
            "chance": float(f"{each.chance:.2g}"),
            "first": (last - timedelta(days=days - 1)).isoformat(),
            "last": last.isoformat(),
            "past": [round(number, 1) for number in each.past[:SHOWN]],
        },
        area_id=area,
        type_id=kind,
    )
