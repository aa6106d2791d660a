"""What shifts and rosters leave open: hours of a week without a shift, posts with gaps ahead."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from yiwang.structure.posts.duty.turns import turns_of
from yiwang.structure.posts.models import DutyPattern, Post
from yiwang.structure.posts.queries.active import active_appointments, somebody_at_it
from yiwang.structure.posts.queries.held import post_name

DAYS_AHEAD = 7
_WEEK = 7 * 24 * 60  # minutes
_A_MONDAY = date(2024, 1, 1)  # of a week of seven equal days


def hours_without_shift(type_key: str) -> int | None:
    """How many hours of a week no shift of this type of post covers, begun hours counted whole;
    None where it has no shifts at all. One query."""
    patterns = list(DutyPattern.objects.filter(type__key=type_key).values_list("slots", flat=True))
    if not patterns:
        return None
    covered = {minute for slots in patterns for minute in _minutes(slots)}
    return -(-(_WEEK - len(covered)) // 60)


def rosters_to_plan(account_ids: Collection[int], on: date) -> list[tuple[Post, DutyPattern]]:
    """The posts that these accounts hold and at which nobody has had a shift, each with the first
    pattern of its type."""
    held = active_appointments(on).filter(account__in=account_ids)
    posts = Post.objects.filter(pk__in=held.values("post"), shifts=None).order_by("pk")
    named = posts.select_related("type", "organization", "area").defer("area__geometry")
    patterns: dict[int, DutyPattern] = {}
    for pattern in DutyPattern.objects.order_by("-pk"):
        patterns[pattern.type_id] = pattern
    return [(post, patterns[post.type_id]) for post in named if post.type_id in patterns]


def _minutes(slots: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    zone = timezone.get_default_timezone()
    since = datetime.combine(_A_MONDAY, time.min, zone)
    for turn in turns_of(slots, _A_MONDAY, 7, zone):
        starts, ends = (
            (each - since) // timedelta(minutes=1) for each in (turn.starts_at, turn.ends_at)
        )
        yield from (minute % _WEEK for minute in range(starts, ends))


def posts_with_gaps(type_key: str, at: datetime, *, within: str = "") -> list[str]:
    """The names of the held posts of this type, in the area with the code `within`, for which not
    every shift of the coming days is somebody's. One query a pattern."""
    found: dict[int, Post] = {}
    for pattern in DutyPattern.objects.filter(type__key=type_key).order_by("pk"):
        for post in _lacking(pattern, at, within):
            found[post.pk] = post
    return [post_name(post) for post in found.values()]


def _lacking(pattern: DutyPattern, at: datetime, within: str) -> Iterator[Post]:
    zone, today = timezone.get_default_timezone(), timezone.localdate(at)
    until = datetime.combine(today + timedelta(days=DAYS_AHEAD), time.min, zone)
    turns = turns_of(pattern.slots, today, DAYS_AHEAD, zone)
    wanted = sum(turn.starts_at > at for turn in turns)
    ahead = Q(shifts__pattern=pattern, shifts__starts_at__gt=at, shifts__starts_at__lt=until)
    posts = Post.objects.filter(somebody_at_it(today), type=pattern.type_id)
    if within:
        posts = posts.filter(area__ancestry__ancestor__code=within)
    counted = posts.annotate(planned=Count("shifts", filter=ahead, distinct=True))
    named = counted.filter(planned__lt=wanted).select_related("type", "organization", "area")
    return (
        named.defer("area__geometry")
        .order_by(F("area__code").asc(nulls_last=True), "id")
        .iterator()
    )
