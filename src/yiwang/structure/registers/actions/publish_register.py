"""Publish the draft of a register: from a day on its entries decide, on a basis that is named."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.structure.registers.models import RegisterVersion
from yiwang.structure.registers.policies import publishing
from yiwang.structure.registers.versions import (
    digest_of,
    draft_to_change,
    last_published,
    register_under_lock,
    rows_of,
)

LONGEST_BASIS = 300
LATER_ALREADY = _("A version that takes effect later is published already; choose a later date.")


@dataclass(frozen=True, slots=True)
class Publication:
    """`seen` is the digest of the draft that was looked at; `basis` the document it rests on;
    `owner_id` the body that keeps the register from now on; `is_public` lets everybody read it."""

    seen: str
    on: date | None
    basis: str
    owner_id: int | None
    is_public: bool = False


class NothingNew(Refusal):
    """The draft says what is published already."""

    code = "nothing_new"

    def __init__(self) -> None:
        super().__init__(
            _("This draft says what the version published last says. Change something first.")
        )


@transaction.atomic
def publish_register(
    register_key: str, wanted: Publication, *, actor: Actor, now: datetime
) -> RegisterVersion:
    """The draft becomes the version that holds from its day on, and is never edited again.

    Refuses a day that is past or before that of the version it follows and a missing basis
    (Invalid), a draft changed since it was seen (Overtaken), and one that says nothing new.
    """
    today = timezone.localdate(now)
    register = register_under_lock(register_key)
    actor = publishing(register, actor, today)
    draft, last = draft_to_change(register, wanted.seen), last_published(register)
    rows = rows_of(draft)
    if last is not None and rows == rows_of(last):
        raise NothingNew
    draft.effective_from = _day(wanted, last, today)
    draft.basis = wanted.basis.strip()
    draft.digest = digest_of(draft.basis, rows)
    draft.published_at = now
    draft.save()
    register.owner_id, register.is_public = wanted.owner_id, wanted.is_public
    register.save(update_fields=["owner", "is_public"])
    record(
        "registers.register.published",
        subject=("registers.register", register.pk),
        actor=actor,
        at=now,
        key=register.key,
        version=draft.number,
        before=last.number if last else None,
        effective_from=draft.effective_from.isoformat(),
        digest=draft.digest,
        owner=wanted.owner_id,
        is_public=wanted.is_public,
    )
    return draft


def _day(wanted: Publication, last: RegisterVersion | None, today: date) -> date:
    faults: dict[str, Sentence] = {}
    if wanted.on is None or wanted.on < today:
        faults["on"] = _("Choose today or a later day: what was decided stays decided.")
    elif last is not None and wanted.on < last.effective_from:
        faults["on"] = LATER_ALREADY
    if not wanted.basis.strip():
        faults["basis"] = _("Please name the document that this version rests on.")
    elif len(wanted.basis) > LONGEST_BASIS:
        faults["basis"] = _("Please use at most 300 characters.")
    if faults or wanted.on is None:
        raise Invalid(faults)
    return wanted.on
