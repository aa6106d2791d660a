"""Give a body a remit, or take one from it: what it is there for, from a day until a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Sentence
from yiwang.structure.founding.policies import organizing
from yiwang.structure.organizations.models import Organization, Remit
from yiwang.structure.organizations.writing import (
    new_remit,
    organization_under_lock,
    remit_under_lock,
    same_remit,
)

LONGEST = {"says": 200, "basis": 300}
CONVENES = "convenes"  # the body calls the others together


@dataclass(frozen=True, slots=True)
class NewRemit:
    """What it is there for, since when, and on which basis."""

    says: str
    basis: str
    since: date | None = None
    convenes: bool = False


@transaction.atomic
def give_remit(organization_id: int, wanted: NewRemit, *, actor: Actor, now: datetime) -> Remit:
    """The remit; the same words again are the one that is there, and record nothing.

    Refuses who has no power over the body's area (Forbidden), a body that has ended (AlreadyDone),
    missing words or basis, and a day before the body began (Invalid).
    """
    today = timezone.localdate(now)
    body = organization_under_lock(organization_id)
    actor = organizing(body.area_id, actor, today)
    if body.has_ended(today):
        raise AlreadyDone(_("This body has ended. Nothing is given to it any more."))
    if there := same_remit(body.pk, wanted.says.strip()):
        return there
    since = _since(wanted, body, today)
    key = CONVENES if wanted.convenes else ""
    remit = new_remit(body.pk, wanted.says.strip(), since, basis=wanted.basis.strip(), key=key)
    record(
        "organizations.remit.given",
        subject=("organizations.organization", body.pk),
        actor=actor,
        at=now,
        remit=remit.pk,
        says=remit.says,
        basis=remit.basis,
        valid_from=since.isoformat(),
    )
    return remit


@transaction.atomic
def end_remit(
    remit_id: int, *, until: date | None, reason: str, actor: Actor, now: datetime
) -> None:
    """It is the body's until this day, the first without it; none: today.

    Refuses who has no power over the body's area (Forbidden), one that has ended (AlreadyDone), a
    day that is past and a missing reason (Invalid).
    """
    today = timezone.localdate(now)
    remit = remit_under_lock(remit_id)
    actor = organizing(remit.organization.area_id, actor, today)
    if remit.valid_to and remit.valid_to <= today:
        raise AlreadyDone(_("This was taken from the body already."))
    day = until or today
    faults: dict[str, Sentence] = {}
    if day < today:
        faults["until"] = _("Choose today or a later day.")
    if not reason.strip():
        faults["reason"] = _("Please say why, so that it can be understood later.")
    if faults:
        raise Invalid(faults)
    remit.valid_to, remit.by_hand = max(day, remit.valid_from), True
    remit.save(update_fields=["valid_to", "by_hand"])
    record(
        "organizations.remit.ended",
        subject=("organizations.organization", remit.organization_id),
        actor=actor,
        at=now,
        remit=remit.pk,
        says=remit.says,
        valid_to=remit.valid_to.isoformat(),
        reason=reason.strip()[:300],
    )


def _since(wanted: NewRemit, body: Organization, today: date) -> date:
    faults: dict[str, Sentence] = {}
    for name, most in LONGEST.items():
        given = getattr(wanted, name).strip()
        if not given:
            faults[name] = _("Please fill this in.")
        elif len(given) > most:
            faults[name] = _("Please use at most %(most)d characters.") % {"most": most}
    since = wanted.since or today
    if since < body.valid_from:
        faults["since"] = _("The body was not there yet. Choose a later day.")
    if faults:
        raise Invalid(faults)
    return since
