"""What goes by shift is for who is on duty at its post; while nobody is, for all who hold it."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.structure.posts.models import Shift
from yiwang.structure.posts.queries.duty import on_duty_instead_of
from yiwang.work.workflows.models import Task


class OffDuty(Refusal):
    """Somebody else of the post is on duty."""

    code = "off_duty"

    def __init__(self, shift: Shift) -> None:
        account = shift.appointment.account
        sentence = _("{who} is on duty here until {until} and does this, or swaps the shift.")
        until = date_format(timezone.localtime(shift.ends_at), "TIME_FORMAT")
        super().__init__(format_lazy(sentence, who=account.name or account.username, until=until))


def why_off_duty(task: Task, account_id: int | None, now: datetime) -> OffDuty | None:
    """Why this account, which holds the post of the task, may not act on it just then."""
    if not task.by_shift or task.post_id is None or account_id is None:
        return None
    shift = on_duty_instead_of(account_id, task.post_id, now)
    return OffDuty(shift) if shift else None
