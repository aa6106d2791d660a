"""Comment on a case that one sees by a post over its area: a liaison leader's way to take part."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import masked
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.cases.policies import case_to_comment

LONGEST = 500


@transaction.atomic
def comment_case(case_id: int, words: str, *, actor: Actor, now: datetime) -> None:
    """Leave words in the story of the case, for staff. No clock, step or task changes.

    Numbers of people are masked. Refuses whoever may not know of the case (NotFound) or has no view
    over its area (Forbidden), and a comment without words.
    """
    granted = case_to_comment(case_id, actor, now)
    if not words.strip():
        raise Invalid({"words": _("Write what you have to say.")})
    record(
        "cases.case.commented",
        subject=("cases.case", case_id),
        actor=granted,
        at=now,
        reason=masked(words.strip()[:LONGEST]),
    )
