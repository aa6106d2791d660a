"""Decide what is to be left out: by a second person who organizes there, with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.insight.reviews.models import Objection
from yiwang.insight.reviews.policies import has_part_in, organizing
from yiwang.insight.reviews.subjects import belongs, subject_of

NO_OBJECTION = _("There is no such objection. Choose one from the list.")


@transaction.atomic
def decide_objection(
    objection_id: int, *, is_granted: bool, why: str, actor: Actor, now: datetime
) -> None:
    """Granted, it is left out and shown as left out; what was locked stays as it was locked.

    Refuses who does not organize there, who asked it and who belongs to the subject (Forbidden), a
    missing reason (Invalid), and what is decided (AlreadyDone).
    """
    today = timezone.localdate(now)
    rows = Objection.objects.select_for_update(of=("self",)).select_related(
        "reviewed__round__version", "card"
    )
    found = rows.filter(pk=objection_id).first()
    if found is None:
        raise NotFound(NO_OBJECTION)
    subject = subject_of(found.reviewed or found.card)  # type: ignore[arg-type]  # one of the two
    actor = organizing(subject.area_id, actor, today)
    if found.is_granted is not None:
        raise AlreadyDone(_("This is decided already."))
    account_id = actor.account_id or 0
    is_party = found.by_id == account_id or belongs(subject, account_id, today)
    if found.reviewed and has_part_in(found.reviewed, subject, account_id, today):
        is_party = True
    if is_party:
        raise Forbidden(_("Somebody else decides this: nobody who has a part in it."))
    why = why.strip()
    if not why or len(why) > 500:
        raise Invalid({"why": _("Please give a reason, in 500 characters at most.")})
    found.is_granted, found.decision = is_granted, why
    found.decided_by_id, found.decided_as, found.decided_at = account_id, actor.capacity, now
    found.save()
    record(
        f"reviews.{found.kind}.{'granted' if is_granted else 'refused'}",
        subject=("reviews.objection", found.pk),
        actor=actor,
        at=now,
    )
