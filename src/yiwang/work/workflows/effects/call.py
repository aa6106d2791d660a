"""The reporter was called back: every attempt is kept. Nobody answers: it is tried again after a
while, as often as the rules say, before it counts as not reached."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import Limit
from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.calling_back import MISSED, attempts_of, terms_in_force
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.models import CallAttempt


class TooSoon(Refusal):
    """So soon after the last attempt it is no other time of the day."""

    code = "too_soon"

    def __init__(self, again_at: datetime) -> None:
        sentence = _("You have tried just before. Try again from %(when)s on.")
        when = date_format(timezone.localtime(again_at), "DATETIME_FORMAT")
        super().__init__(sentence % {"when": when})


def call(deed: Deed) -> dict[str, Any]:
    """End the task, or leave it open for another attempt. Refuses to count one that came too soon
    after the last (TooSoon)."""
    terms = terms_in_force(deed.setting.definition, deed.now)
    number = note_attempt(deed)
    if deed.act.key == MISSED and terms is not None and number < terms.attempts:
        deed.past = "call_tried"
        again = again_at(deed, deed.now)
        told = again.astimezone(UTC).isoformat() if again else ""
        return {"attempt": number, "attempts": terms.attempts, "again_at": told}
    end_task(deed)
    return {"attempt": number}


def note_attempt(deed: Deed) -> int:
    """Keep it; its number."""
    made = attempts_of(deed.task.pk)
    if deed.act.key == MISSED and made:
        again = again_at(deed, made[-1].at)
        if again and deed.now < again:
            raise TooSoon(again)
    number = len(made) + 1
    row = CallAttempt(task=deed.task, number=number, outcome=deed.act.key, at=deed.now)
    deed.pending.add(row)
    return number


def again_at(deed: Deed, last: datetime) -> datetime | None:
    """From when on another attempt counts; none where the rules say nothing."""
    terms = terms_in_force(deed.setting.definition, deed.now)
    spacing = terms.spacing if terms else None
    return deed.setting.days.due(last, Limit(spacing.value, spacing.clock)) if spacing else None
