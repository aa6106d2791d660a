"""Accept who follows whom in the draft of a net's version, where nothing but likeness says so."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.likening import unlinked_of
from yiwang.structure.territory.queries import draft_to_change, net_named


@transaction.atomic
def accept_successions(
    draft_id: int, pairs: Collection[tuple[str, str]], seen: int, *, actor: Actor, now: datetime
) -> int:
    """How many were accepted, of (former code, code that follows). They count when the draft does.

    Refuses none (Invalid), pairs that nothing leaves open (AlreadyDone), and a net that is newer
    than what was `seen` (AlreadyDone).
    """
    draft = draft_to_change(draft_id)
    draft.net = net_named(draft.net.key)
    if not pairs:
        raise Invalid({"pair": _("Mark who follows whom, then accept.")})
    if seen != draft.net.revision:
        raise AlreadyDone(_("The net was changed meanwhile: look at what would change now."))
    day = max(draft.takes_effect_on, timezone.localdate(now))
    plan = plan_of(draft, day, is_looked_at=True)
    left = unlinked_of(plan.before, plan.after, plan.successions)
    if any(was not in left.ended or becomes not in left.begun for was, becomes in pairs):
        raise AlreadyDone(_("Some of these are linked already: look at what is left."))
    added = sorted(list(pair) for pair in set(pairs))
    draft.source = {**draft.source, "follows": [*draft.source.get("follows", ()), *added]}
    draft.save(update_fields=["source"])
    record(
        "territory.version.successions_accepted",
        subject=("territory.net", draft.net_id),
        actor=actor,
        at=now,
        version=draft.pk,
        pairs=added,
    )
    return len(added)
