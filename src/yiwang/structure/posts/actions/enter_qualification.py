"""Enter a certificate of somebody: its kind, its day, and until when it holds."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.models import Qualification, QualificationKind
from yiwang.structure.posts.policies import keeping_file_of


@dataclass(frozen=True, slots=True)
class Certificate:
    """`expires_on` is the last day on which it holds; None: it does not expire."""

    account_id: int
    kind: str
    issued_on: date
    expires_on: date | None = None


@transaction.atomic
def enter_qualification(certificate: Certificate, *, actor: Actor, now: datetime) -> int:
    """Enter it; the same certificate again corrects its last day. Returns its id.

    Refuses those who do not appoint the person to any of their posts, the person themselves
    (Forbidden), unknown kinds, and days that do not go together.
    """
    today = timezone.localdate(now)
    actor = keeping_file_of(certificate.account_id, actor, today)
    kind = QualificationKind.objects.filter(key=certificate.kind).first()
    faults = {}
    if kind is None:
        faults["kind"] = _("Choose one of the kinds that the pack lists.")
    if certificate.issued_on > today:
        faults["issued_on"] = _("A certificate of the future is none yet: correct the day.")
    if certificate.expires_on and certificate.expires_on <= certificate.issued_on:
        faults["expires_on"] = _("It would expire before it was issued: correct one of the days.")
    if kind is None or faults:
        raise Invalid(faults)
    entered, _was_new = Qualification.objects.update_or_create(
        account_id=certificate.account_id,
        kind=kind,
        issued_on=certificate.issued_on,
        defaults={"expires_on": certificate.expires_on},
    )
    record(
        "posts.qualification.entered",
        subject=("posts.qualification", entered.pk),
        actor=actor,
        at=now,
        holder=certificate.account_id,
        kind=kind.key,
        issued_on=certificate.issued_on.isoformat(),
        expires_on=certificate.expires_on.isoformat() if certificate.expires_on else None,
    )
    return entered.pk
