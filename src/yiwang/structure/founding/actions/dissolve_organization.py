"""Dissolve a body: from a day on it works no more, its links end, and its posts lose their powers.

What it was stays readable. Its open tasks stay where they are, for whoever sent them to redirect.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Sentence
from yiwang.structure.founding.policies import organizing
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.writing import open_links_of, organization_under_lock

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Dissolution:
    """`on` is the first day without it; `followed_by_id` the body that goes on with its work."""

    on: date | None
    reason: str
    followed_by_id: int | None = None


@transaction.atomic
def dissolve_organization(
    organization_id: int, wanted: Dissolution, *, actor: Actor, now: datetime
) -> Organization:
    """Refuses who has no power over its area (Forbidden), one that is dissolved (AlreadyDone), a
    day that is past, a missing reason, and a follower that has ended itself (Invalid)."""
    today = timezone.localdate(now)
    body = organization_under_lock(organization_id)
    actor = organizing(body.area_id, actor, today)
    if body.state == "dissolved" or body.has_ended(today):
        raise AlreadyDone(_("This body is dissolved already. There is nothing left to do."))
    day = _day(body, wanted, today)
    before = {"state": body.state, "valid_to": body.valid_to.isoformat() if body.valid_to else None}
    body.state, body.valid_to, body.by_hand = "dissolved", day, True
    body.followed_by_id = wanted.followed_by_id
    body.save(update_fields=["state", "valid_to", "followed_by", "by_hand"])
    links = open_links_of(body.pk)
    for link in links:
        link.valid_to, link.by_hand = max(day, link.valid_from), True
        link.save(update_fields=["valid_to", "by_hand"])
    record(
        "organizations.organization.dissolved",
        subject=("organizations.organization", body.pk),
        actor=actor,
        at=now,
        before=before,
        valid_to=day.isoformat(),
        reason=wanted.reason.strip(),
        followed_by=wanted.followed_by_id,
        links=len(links),
    )
    return body


def _day(body: Organization, wanted: Dissolution, today: date) -> date:
    faults: dict[str, Sentence] = {}
    if wanted.on is None or wanted.on < today:
        faults["on"] = _("Choose today or a later day: what it did until now stays done.")
    elif body.valid_to and wanted.on > body.valid_to:
        faults["on"] = _("It ends by itself before that day. Choose an earlier one.")
    if not wanted.reason.strip():
        faults["reason"] = _("Please say why, so that it can be understood later.")
    elif len(wanted.reason) > LONGEST_REASON:
        faults["reason"] = _("Please use at most 300 characters.")
    if follower := wanted.followed_by_id:
        after = organization_under_lock(follower)
        if after.pk == body.pk or after.has_ended(wanted.on or today):
            faults["followed_by"] = _("Choose another body, one that is still there that day.")
    if faults or wanted.on is None:
        raise Invalid(faults)
    return wanted.on
