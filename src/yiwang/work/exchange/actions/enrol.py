"""A volunteer says what they can do and when, changes it, or takes it out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.models import Enrolment
from yiwang.work.exchange.models.enrolment import TIMES
from yiwang.work.exchange.policies import claiming_as_oneself
from yiwang.work.exchange.writing import fault_of_words, tag_keys


@dataclass(frozen=True, slots=True)
class Told:
    """Keys of fields and of TIMES, and a sentence. Nothing at all takes the volunteer out."""

    tags: Collection[str] = ()
    times: Collection[str] = ()
    note: str = ""


@transaction.atomic
def enrol(appointment_id: int, told: Told, *, actor: Actor, now: datetime) -> Enrolment | None:
    """None once taken out. Refuses appointments of others (Forbidden), and what is not on the lists
    (Invalid)."""
    acting = claiming_as_oneself(appointment_id, actor, timezone.localdate(now))
    if set(told.tags) - set(tag_keys()) or set(told.times) - set(TIMES):
        raise Invalid({"tags": _("Choose from the lists.")})
    if fault := fault_of_words(told.note, 200):
        raise Invalid({"note": fault})
    subject = ("posts.appointment", appointment_id)
    if not (told.tags or told.times or told.note.strip()):
        Enrolment.objects.filter(appointment=appointment_id).delete()
        record("exchange.enrolment.removed", subject=subject, actor=acting, at=now)
        return None
    given = {
        "tags": sorted(told.tags),
        "times": [time for time in TIMES if time in told.times],
        "note": told.note.strip(),
        "told_at": now,
    }
    found, _is_new = Enrolment.objects.update_or_create(
        appointment_id=appointment_id, defaults=given
    )
    record("exchange.enrolment.told", subject=subject, actor=acting, at=now)
    return found
