"""Recurrence: the same type of thing at one place again and again, though it was called done."""

from datetime import datetime, timedelta

from yiwang.insight.warnings.found import Found
from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.rules import Rule
from yiwang.work.cases.queries.returning import Often, Place, coming_back


def look_for_recurrence(rule: Rule, now: datetime) -> list[Found]:
    """Places of the last days; one that is warned of already keeps its key, wherever exactly the
    latest case lies."""
    often = Often(
        recent=now - timedelta(days=rule["window_days"]),
        since=now - timedelta(days=rule["within_days"]),
        times=int(rule["times"]),
        area_times=int(rule["area_times"]),
        ended=int(rule["least_ended"]),
    )
    places = coming_back(often, now)
    known = _known(now - timedelta(days=rule["quiet_days"]))
    found: dict[str, Found] = {}
    for place in places:
        each = _found(place, known, now)
        found.setdefault(each.key, each)
    return list(found.values())


def _known(since: datetime) -> list[EarlyWarning]:
    """Open ones first, then those closed of late."""
    of_kind = EarlyWarning.objects.filter(kind="recurrence")
    closed = of_kind.filter(closed_at__gte=since).order_by("-closed_at")
    return [*of_kind.filter(closed_at=None), *closed]


def _found(place: Place, known: list[EarlyWarning], now: datetime) -> Found:
    return Found(
        "recurrence",
        _key(place, known),
        float(place.times),
        {
            "times": place.times,
            "ended": place.ended,
            "since": place.since.isoformat(),
            "case": place.case_id,
            "radius_m": place.radius_m,
            "lng": place.lng,
            "lat": place.lat,
        },
        area_id=place.area_id,
        type_id=place.type_id,
    )


def _key(place: Place, known: list[EarlyWarning]) -> str:
    """That of the warning about the same place, if there is one."""
    if place.lat is None:
        return f"recurrence:{place.type_id}:in:{place.area_id}"
    same = next((each for each in known if _is_same(each, place)), None)
    return same.key if same else f"recurrence:{place.type_id}:{place.case_id}"


def _is_same(warning: EarlyWarning, place: Place) -> bool:
    numbers = warning.numbers
    return warning.type_id == place.type_id and place.is_at(numbers["lng"], numbers["lat"])
