"""Draft the next version of a net: a town redraws its grids on Monday.

Without a day the draft is there to be looked at and waits for somebody to give it one.

The draft is the delivered file, kept as it came. It is read again on its day, against the net as it
is then, so that what others change meanwhile is not undone.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.drafts import kept_draft
from yiwang.structure.territory.importing.delivery import Delivery
from yiwang.structure.territory.importing.plan import Into, planned
from yiwang.structure.territory.importing.source import kept_source
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.queries import net_to_change


@dataclass(frozen=True, slots=True)
class Effect:
    """From which day on, if that is known already, and why."""

    on: date | None = None
    reason: str = ""


@transaction.atomic
def draft_version(
    delivery: Delivery, into: Into, effect: Effect, *, actor: Actor, now: datetime
) -> NetVersion:
    """Refuses a day that is not to come and a file that changes nothing (Invalid), and files at
    fault (FaultyFile).

    The same file drafted again in the same way is the same draft.
    """
    net, today = net_to_change(into.net), timezone.localdate(now)
    if effect.on is not None and effect.on <= today:
        raise Invalid({"on": _("Choose a day to come; without one it takes effect at once.")})
    plan = planned(net, delivery, into, effect.on or today, is_looked_at=True)
    if not plan.diff:
        raise Invalid({"file": _("The net is like that already: the file changes nothing.")})
    source = kept_source(delivery, into, plan.ground)
    return kept_draft(
        net,
        source,
        plan.diff.counts,
        actor=actor,
        now=now,
        on=effect.on,
        reason=effect.reason,
    )
