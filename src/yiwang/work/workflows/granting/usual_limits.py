"""No longer urgent (取消加急): the usual limits of the type hold again, from the start of each
clock."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import RequestTerms
from yiwang.work.workflows.models import Request
from yiwang.work.workflows.recounting import follow_the_type
from yiwang.work.workflows.subjects import subject_of


class NotUrgent(Refusal):
    """It is not marked as urgent, or not any more."""

    code = "not_urgent"

    def __init__(self) -> None:
        super().__init__(_("This is not marked as urgent, so there is nothing to take back."))


def is_whole(deed: Deed) -> bool:
    """It holds for everything."""
    return True


def check(deed: Deed, terms: RequestTerms) -> None:
    """Refuses where the usual limits hold already."""
    if not deed.run.is_urgent:
        raise NotUrgent


def grant(deed: Deed, request: Request) -> dict[str, Any]:
    """Recount what runs; the parts of it that were urgent with it follow."""
    before = deed.run.urgent_share
    if before is None:  # taken back meanwhile
        raise NotUrgent
    deed.run.urgent_share = None
    subject_of(deed.run.subject).hurried(
        deed.run.subject_id, None, request.reason, actor=deed.actor, now=deed.now
    )
    return {"share": str(before)} | follow_the_type(deed)
