"""Who of a post does a task, as a page shows it, and what the reader may do about that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from yiwang.structure.posts.queries.giving_out import (
    Colleague,
    colleagues_at,
    posts_given_out_by,
)
from yiwang.work.workflows.naming import Named, named_among
from yiwang.work.workflows.queries import TaskLine
from yiwang.work.workflows.sides import is_beside


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Of one open task. `colleagues`: whom the reader may name for it."""

    task_id: int
    named: Named | None
    is_mine: bool
    is_beside: bool  # the task stands beside the steps
    may_take: bool
    may_give_back: bool
    colleagues: Sequence[Colleague]

    @property
    def may_change(self) -> bool:
        return self.may_take or self.may_give_back or bool(self.colleagues)


def people_shown(
    tasks: Sequence[TaskLine], account_id: int, held: Collection[int], now: datetime
) -> dict[int, PersonShown]:
    """Task -> who does it, for the open tasks at posts of several people, or with somebody named.
    Three queries, however many tasks."""
    on = timezone.localdate(now)
    named_for = [task for task in tasks if task.is_open and task.post_id and not task.by_shift]
    posts = {task.post_id for task in named_for if task.post_id}
    if not posts:
        return {}
    named = named_among([task.id for task in named_for], on)
    colleagues, given_out = colleagues_at(posts, on), posts_given_out_by(account_id, posts, on)
    found = {}
    for task in named_for:
        there, who = colleagues.get(task.post_id or 0, []), named.get(task.id)
        if who is None and len(there) < 2:
            continue
        gives_out, is_mine = task.post_id in given_out, bool(who and who.account_id == account_id)
        found[task.id] = PersonShown(
            task_id=task.id,
            named=who,
            is_mine=is_mine,
            is_beside=is_beside(task.role),
            may_take=task.post_id in held and not is_mine and (who is None or gives_out),
            may_give_back=is_mine or bool(who and gives_out),
            colleagues=[
                each
                for each in there
                if gives_out
                and each.account_id != account_id
                and (who is None or each.account_id != who.account_id)
            ],
        )
    return found
