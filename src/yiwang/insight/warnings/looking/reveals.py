"""Contacts seen unusually often from a post: against its own past, and against its peers.

Peers are the posts of the same type from which any contact was seen in the year. A post is told
when its count is out of the ordinary among its peers; or against its own past, and more than the
middle of its peers. Whoever sees it is told of the post and of nobody's name.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from yiwang.insight.warnings.found import Found
from yiwang.insight.warnings.rules import Rule
from yiwang.insight.warnings.tails import Usual, usual
from yiwang.insight.warnings.working_days import midnight
from yiwang.work.cases.queries.reveal_counts import RevealCount, first_reveal, reveal_counts
from yiwang.work.workflows.queries.due_soon import tasks_given


def look_for_reveals(rule: Rule, now: datetime) -> list[Found]:
    """Of whole days up to last midnight."""
    end, days = midnight(timezone.localdate(now)), int(rule["window_days"])
    begun = first_reveal()
    if begun is None or begun >= end:
        return []
    known = min(int(rule["most_windows"]), (end - begun).days // days - 1)
    counts = reveal_counts(end, days, int(rule["most_windows"]))
    by_type: dict[int, list[RevealCount]] = {}
    for each in counts:
        by_type.setdefault(each.type_id, []).append(each)
    judged = [
        (each, _numbers(each, by_type[each.type_id], known, rule))
        for each in counts
        if each.now >= rule["least"]
    ]
    start = end - timedelta(days=days)
    return [
        _found(each, {**numbers, **_window(each, start, end)})
        for each, numbers in judged
        if numbers
    ]


def _numbers(
    each: RevealCount, same_type: Sequence[RevealCount], known: int, rule: Rule
) -> dict[str, object]:
    """What makes it unusual; empty when nothing does."""
    own = _own(each, known, rule)
    others = [other.now for other in same_type if other.post_id != each.post_id]
    peers = usual(others) if len(others) >= rule["least_peers"] else None
    beyond_own = own is not None and _is_beyond(each.now, own, rule)
    beyond_peers = peers is not None and _is_beyond(each.now, peers, rule)
    if not beyond_peers and not (beyond_own and (peers is None or each.now > peers.median)):
        return {}
    return {
        "count": each.now,
        "cases": each.cases,
        "own": round(own.mean, 1) if own else None,
        "windows": own.windows if own else 0,
        "peers": len(others) if peers else 0,
        "peers_median": round(peers.median, 1) if peers else None,
        "beyond": [name for name, yes in (("own", beyond_own), ("peers", beyond_peers)) if yes],
    }


def _own(each: RevealCount, known: int, rule: Rule) -> Usual | None:
    if known < rule["least_windows"]:
        return None
    return usual([each.by_window.get(number, 0) for number in range(1, known + 1)])


def _is_beyond(count: int, expected: Usual, rule: Rule) -> bool:
    return count >= rule["times"] * expected.mean and expected.chance(count) <= rule["chance"]


def _window(each: RevealCount, start: datetime, end: datetime) -> Mapping[str, object]:
    last = timezone.localdate(end) - timedelta(days=1)
    return {
        "tasks": tasks_given(each.post_id, start, end),
        "first": timezone.localdate(start).isoformat(),
        "last": last.isoformat(),
    }


def _found(each: RevealCount, numbers: Mapping[str, object]) -> Found:
    return Found(
        "reveals",
        f"reveals:{each.post_id}",
        float(each.now),
        numbers,
        area_id=each.area_id,
        post_id=each.post_id,
    )
