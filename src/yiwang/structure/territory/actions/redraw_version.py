"""Draw in a draft: one stroke on the areas of a town, kept as the next state of the draft's file.

Without a draft the first stroke makes one. The net stays as it is until the draft takes effect.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.structure.territory.actions.draft_version import Effect, draft_version
from yiwang.structure.territory.importing.ground import ground_of
from yiwang.structure.territory.importing.plan import planned
from yiwang.structure.territory.importing.source import kept_source
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.queries import draft_to_change, net_to_change
from yiwang.structure.territory.redrawing.drawing import drawn
from yiwang.structure.territory.redrawing.reach import Beyond, refuse_beyond
from yiwang.structure.territory.redrawing.sheet import DrawnSheet, sheet_of_draft, sheet_of_net
from yiwang.structure.territory.redrawing.steps import note, steps_around
from yiwang.structure.territory.redrawing.strokes import Stroke, told

DRAWN_MEANWHILE = _("Somebody drew here meanwhile: look at it, and draw again.")


@dataclass(frozen=True, slots=True)
class OnDraft:
    """The draft that is drawn in, and the hash of its file as it was seen."""

    draft_id: int
    seen: str


@dataclass(frozen=True, slots=True)
class OnNet:
    """The areas directly below one, as they are now; `seen` is the revision of the net, `level`
    which of them, where there are several."""

    net: str
    below: str
    seen: int
    level: str = ""


@transaction.atomic
def redraw_version(
    where: OnDraft | OnNet,
    stroke: Stroke,
    *,
    actor: Actor,
    now: datetime,
    beyond: Beyond | None = None,
) -> NetVersion:
    """`beyond` tells what the actor does not redraw; only the system needs none.

    Refuses borders that cannot be meant (Invalid), strokes that change what the actor does not
    redraw (Forbidden), files that would be at fault (FaultyFile), a drawing that somebody changed
    meanwhile (AlreadyDone), and what is no draft (NotFound)."""
    if isinstance(where, OnNet):
        return _begun(where, stroke, actor, now, beyond)
    draft = draft_to_change(where.draft_id)
    draft.net = net_to_change(draft.net.key)
    if draft.source.get("sha256") != where.seen:
        raise AlreadyDone(DRAWN_MEANWHILE)
    as_it_was = sheet_of_draft(draft)
    sheet = drawn(as_it_was, stroke)
    refuse_beyond(as_it_was, sheet, actor=actor, beyond=beyond)
    delivery, day = sheet.delivery(), max(draft.takes_effect_on, timezone.localdate(now))
    plan = planned(draft.net, delivery, sheet.into, day, is_looked_at=True)
    source = kept_source(delivery, sheet.into, plan.ground)
    if source == draft.source:
        raise Invalid({"shape": _("That changes nothing.")})
    before, draft.source = draft.source, source
    draft.save(update_fields=["source"])
    note(draft, before, told(stroke))
    record(
        "territory.version.redrawn",
        subject=("territory.net", draft.net_id),
        actor=actor,
        at=now,
        version=draft.pk,
        stroke=told(stroke),
        source=source,
        changes=plan.diff.counts,
    )
    return draft


def _begun(
    where: OnNet, stroke: Stroke, actor: Actor, now: datetime, beyond: Beyond | None
) -> NetVersion:
    net = net_to_change(where.net)
    if net.revision != where.seen:
        raise AlreadyDone(DRAWN_MEANWHILE)
    as_it_is = sheet_of_net(net, where.below, where.level)
    sheet = drawn(as_it_is, stroke)
    refuse_beyond(as_it_is, sheet, actor=actor, beyond=beyond)
    draft = draft_version(sheet.delivery(), sheet.into, Effect(), actor=actor, now=now)
    if not steps_around(draft.pk).last:
        note(draft, _kept_as_it_is(as_it_is), told(stroke))
    return draft


def _kept_as_it_is(sheet: DrawnSheet) -> dict[str, Any] | None:
    """What the first stroke was drawn on; None where it drew the first area of all."""
    if not sheet.rows:
        return None
    delivery, into = sheet.delivery(), sheet.into
    ground = ground_of(delivery.crs, into.declared).name if delivery.has_coordinates else ""
    return kept_source(delivery, into, ground)
