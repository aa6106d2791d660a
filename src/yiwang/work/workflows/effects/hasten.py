"""The matter is urgent: what its type allows becomes shorter, from the start of each clock.
What was split from it is urgent with it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.effects.note import note
from yiwang.work.workflows.recounting import follow_the_type
from yiwang.work.workflows.subjects import subject_of


def hasten(deed: Deed) -> dict[str, Any]:
    """Keep which share of its limits is left: what runs is recounted, what opens begins with it."""
    if deed.run.urgent_share is not None:
        raise AlreadyDone(_("This is marked as urgent already."))
    deed.run.urgent_share = deed.action.share
    subject_of(deed.run.subject).hurried(
        deed.run.subject_id,
        deed.action.share,
        deed.inputs.reason.strip(),
        actor=deed.actor,
        now=deed.now,
    )
    return note(deed) | {"share": str(deed.action.share)} | follow_the_type(deed)
