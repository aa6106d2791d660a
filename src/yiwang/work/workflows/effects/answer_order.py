"""An order is answered, not just ended: whoever gave it accepts the answer or asks again."""

from decimal import Decimal
from typing import Any

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, note_opened
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.timing import Terms

TO_JUDGE = Terms("resolve", Limit(Decimal(2), ClockKind.WORK_DAY), Decimal("0.5"))
TO_ANSWER_AGAIN = Terms("resolve", Limit(Decimal(2), ClockKind.WORK_DAY), Decimal("0.5"))


def answer_order(deed: Deed) -> dict[str, Any]:
    """The answer goes to the post that gave the order."""
    end_task(deed)
    draft = Draft(
        role="orderer",
        post_id=deed.task.escalated_to_id,
        demand=deed.task.demand,
        follows=deed.task,
        terms=(TO_JUDGE,),
        is_told=False,
    )
    note_opened(deed, open_tasks(deed.setting, [draft]))
    return {"to_post": deed.task.escalated_to_id}


def ask_again(deed: Deed) -> dict[str, Any]:
    """The answer was not enough: the same post answers anew, within two working days."""
    answered = next(task for task in deed.tasks if task.pk == deed.task.follows_id)
    end_task(deed)
    draft = Draft(
        role="supervised",
        post_id=answered.post_id,
        demand=deed.inputs.reason,
        follows=deed.task,
        terms=(TO_ANSWER_AGAIN,),
        escalated_to_id=deed.task.post_id,
        is_told=True,
    )
    note_opened(deed, open_tasks(deed.setting, [draft]))
    return {"to_post": answered.post_id}
