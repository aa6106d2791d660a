"""Outside firms and their links: for those who gave them, and for the firm's own page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yiwang.structure.posts.queries import post_names
from yiwang.work.workflows.models import Clock, Invitation
from yiwang.work.workflows.models.run import OPEN_TASK_STATES


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """What a firm was asked, until when its link holds, and what it reported."""

    task_id: int
    asked_on: int  # the task it was invited for
    subject_id: int
    firm: str
    demand: str
    photos: tuple[UUID, ...]
    invited_at: datetime
    invited_by: str  # the post, in words
    expires_at: datetime
    arrived_at: datetime | None
    ended_at: datetime | None
    outcome: str  # report_result, expire_invitation, revoked, or how the case ended
    result: str
    state: str

    def is_valid(self, now: datetime) -> bool:
        """Whether the link opens anything now."""
        return self.state in OPEN_TASK_STATES and now < self.expires_at


def invitations_of(run_id: int) -> list[InvitationLine]:
    """Every firm ever invited on this run, the latest first. Three queries."""
    return _lines(Invitation.objects.filter(task__run=run_id))


def invitation(subject: str, task_id: int) -> InvitationLine | None:
    """One of them, by the task of the firm."""
    found = Invitation.objects.filter(task=task_id, task__run__subject=subject)
    return next(iter(_lines(found)), None)


def _lines(invitations: QuerySet[Invitation]) -> list[InvitationLine]:
    found = list(invitations.select_related("task__run", "task__follows").order_by("-id"))
    clocks = Clock.objects.filter(task__in=[each.task_id for each in found])
    due = {clock.task_id: clock.due_at for clock in clocks}
    names = post_names({post for each in found if (post := _post(each))})
    return [
        InvitationLine(
            task_id=each.task_id,
            asked_on=each.task.follows_id or 0,
            subject_id=each.task.run.subject_id,
            firm=each.firm,
            demand=each.task.demand,
            photos=tuple(each.photos),
            invited_at=each.task.opened_at,
            invited_by=names.get(_post(each) or 0, ""),
            expires_at=due[each.task_id],
            arrived_at=each.task.acknowledged_at,
            ended_at=each.task.ended_at,
            outcome=each.task.outcome,
            result=each.task.result,
            state=each.task.state,
        )
        for each in found
    ]


def _post(invited: Invitation) -> int | None:
    return invited.task.follows.post_id if invited.task.follows else None
