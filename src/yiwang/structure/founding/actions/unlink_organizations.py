"""End a link between two bodies; that it was there stays readable."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.structure.founding.policies import organizing_one_of
from yiwang.structure.organizations.writing import link_under_lock


@transaction.atomic
def unlink_organizations(
    link_id: int, *, until: date | None, reason: str, actor: Actor, now: datetime
) -> None:
    """It holds until this day, which is the first without it; none: today.

    Refuses who has no power over either end (Forbidden), one that has ended (AlreadyDone), and a
    day that is past (Invalid).
    """
    today = timezone.localdate(now)
    link = link_under_lock(link_id)
    actor = organizing_one_of((link.source, link.target), actor, today)
    if link.valid_to and link.valid_to <= today:
        raise AlreadyDone(_("This link has ended already. There is nothing left to end."))
    day = until or today
    if day < today:
        raise Invalid({"until": _("Choose today or a later day.")})
    link.valid_to, link.by_hand = max(day, link.valid_from), True
    link.save(update_fields=["valid_to", "by_hand"])
    record(
        "organizations.link.ended",
        subject=("organizations.organization", link.source_id),
        actor=actor,
        at=now,
        link=link.pk,
        kind=link.kind,
        target=link.target_id,
        valid_to=link.valid_to.isoformat(),
        reason=reason[:300],
    )
