"""Take back the last stroke of a drawing, or do it again."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone
from yiwang.structure.territory.actions.redraw_version import DRAWN_MEANWHILE, OnDraft
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.queries import draft_to_change
from yiwang.structure.territory.redrawing.reach import Beyond, refuse_beyond
from yiwang.structure.territory.redrawing.sheet import sheet_of_draft
from yiwang.structure.territory.redrawing.steps import done_again, taken_back


class Way(StrEnum):
    """Where one steps."""

    BACK = "undo"
    AGAIN = "redo"


@transaction.atomic
def step_in_drawing(
    where: OnDraft, way: Way, *, actor: Actor, now: datetime, beyond: Beyond | None = None
) -> NetVersion:
    """`beyond` as for a stroke. Refuses where nothing is left to take back or to do again, a
    drawing that somebody changed meanwhile (both AlreadyDone), strokes that changed what the actor
    does not redraw (Forbidden), and what is no draft (NotFound)."""
    draft = draft_to_change(where.draft_id)
    if draft.source.get("sha256") != where.seen:
        raise AlreadyDone(DRAWN_MEANWHILE)
    as_it_was = sheet_of_draft(draft)
    step = taken_back(draft) if way is Way.BACK else done_again(draft)
    if step is None:
        raise AlreadyDone(_("There is no further stroke in this direction."))
    refuse_beyond(as_it_was, sheet_of_draft(draft), actor=actor, beyond=beyond)
    record(
        "territory.version.redrawn",
        subject=("territory.net", draft.net_id),
        actor=actor,
        at=now,
        version=draft.pk,
        stroke={"kind": way.value, "of": step.stroke},
        source=draft.source,
    )
    return draft
