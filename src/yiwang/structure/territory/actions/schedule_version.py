"""Give the draft of a net's version its day: today it takes effect at once, else by itself then."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.structure.territory.actions.draft_version import Effect
from yiwang.structure.territory.enforcing import put_in_force
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.queries import draft_to_change, net_to_change


@transaction.atomic
def schedule_version(
    draft_id: int, effect: Effect, seen: int, *, actor: Actor, now: datetime
) -> NetVersion:
    """`seen` is the revision of the net that the change was shown for.

    Refuses a day that is over (Invalid), a net that is newer (AlreadyDone), a file that does not
    fit any more (FaultyFile), and what is no draft (NotFound).
    """
    draft, today = draft_to_change(draft_id), timezone.localdate(now)
    draft.net = net_to_change(draft.net.key)
    if effect.on is None or effect.on < today:
        raise Invalid({"on": _("Choose today or a day to come.")})
    if seen != draft.net.revision:
        raise AlreadyDone(_("The net was changed meanwhile: look at what would change now."))
    plan = plan_of(draft, effect.on)
    draft.takes_effect_on, draft.reason = effect.on, effect.reason[:300]
    subject = ("territory.net", draft.net_id)
    if effect.on == today:
        done = put_in_force(draft, plan)
        record("territory.version.brought_into_force", subject=subject, actor=actor, at=now, **done)
        return draft
    draft.state = "scheduled"
    draft.save(update_fields=["state", "takes_effect_on", "reason"])
    said: dict[str, Any] = {"version": draft.pk, "takes_effect_on": effect.on.isoformat()}
    record("territory.version.scheduled", subject=subject, actor=actor, at=now, **said)
    return draft
