"""What waits at one's posts for a colleague who is on duty there just then."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from yiwang.structure.posts.models import Shift
from yiwang.structure.posts.queries import post_ids_held_by, post_names
from yiwang.structure.posts.queries.duty import present_shifts, reached_on_duty
from yiwang.work.workflows.models import Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES


@dataclass(frozen=True, slots=True)
class WithColleague:
    """So many tasks at a post of the reader's wait for whoever has this shift."""

    post: str
    number: int
    shift: Shift


def with_colleagues(account_id: int, now: datetime) -> list[WithColleague]:
    """One line a post where the reader is off duty and something waits; one query where nothing
    does, three else."""
    held = post_ids_held_by(account_id, timezone.localdate(now))
    waiting = Task.objects.filter(post__in=held, by_shift=True, state__in=OPEN_TASK_STATES)
    theirs = waiting.exclude(reached_on_duty(account_id, "post", now)).order_by("post")
    numbers = dict(theirs.values_list("post").annotate(Count("pk")))
    if not numbers:
        return []
    names = post_names(numbers)
    shifts = {each.post_id: each for each in present_shifts(numbers, now)}
    return [WithColleague(names[post], numbers[post], shift) for post, shift in shifts.items()]
