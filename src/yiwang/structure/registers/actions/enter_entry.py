"""Enter what a procedure has decided into a register, or strike it: the next version holds today.

It goes before all other entries, so that it decides first; a draft that somebody works on gets it
too. A pack that is loaded again leaves it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.structure.registers.models import Register, RegisterVersion
from yiwang.structure.registers.policies import entering
from yiwang.structure.registers.rows import EntryRow
from yiwang.structure.registers.versions import (
    digest_of,
    draft_of,
    last_published,
    register_under_lock,
    rows_of,
    write_entries,
)

Change = Callable[[Sequence[EntryRow]], list[EntryRow]]


class LaterVersion(Refusal):
    """What takes effect later would not have the entry."""

    code = "later_version"

    def __init__(self) -> None:
        super().__init__(
            _(
                "A version of this register that takes effect later is published already, so "
                "nothing can be entered before that day."
            )
        )


@transaction.atomic
def enter_entry(
    register_key: str, row: EntryRow, *, actor: Actor, now: datetime
) -> RegisterVersion:
    """The entry holds from today, in place of one with the same key.

    Refuses who has no power over its area (Forbidden), a last day before today (Invalid), and a
    register whose next version is published already.
    """
    today = timezone.localdate(now)
    if row.holds_until and row.holds_until < today:
        raise Invalid({"until": _("Choose today or a later day.")})
    register = register_under_lock(register_key)
    actor = entering(register, row.area_id, actor, today)
    row = replace(row, holds_from=row.holds_from or today)
    version = _next_version(register, lambda rows: _with(row, rows), today, now)
    _record("entered", register, version, row, actor, now)
    return version


@transaction.atomic
def strike_entry(
    register_key: str, entry_key: str, *, reason: str, actor: Actor, now: datetime
) -> RegisterVersion:
    """The entry admits nothing from today on; it stays, so that a refusal can name it.

    Refuses who has no power over its area (Forbidden), and an entry that is not there or was
    withdrawn before (NotFound).
    """
    today = timezone.localdate(now)
    register = register_under_lock(register_key)
    latest = last_published(register)
    found = next((row for row in rows_of(latest) if row.key == entry_key), None) if latest else None
    if found is None or "withdrawn" in found.outcome:
        raise NotFound(_("The register has no such entry today. Choose one from the list."))
    actor = entering(register, found.area_id, actor, today)
    outcome = {**found.outcome, "admitted": False, "withdrawn": today.isoformat(), "why": reason}
    row = replace(found, outcome=outcome, holds_until=None)
    version = _next_version(register, lambda rows: _replaced(row, rows), today, now)
    _record("struck", register, version, row, actor, now)
    return version


def _with(row: EntryRow, rows: Sequence[EntryRow]) -> list[EntryRow]:
    return [row, *(each for each in rows if each.key != row.key)]


def _replaced(row: EntryRow, rows: Sequence[EntryRow]) -> list[EntryRow]:
    return [row if each.key == row.key else each for each in rows]


def _next_version(
    register: Register, change: Change, today: date, now: datetime
) -> RegisterVersion:
    latest, draft = last_published(register), draft_of(register)
    if latest is not None and latest.effective_from > today:
        raise LaterVersion
    if draft is not None:
        rows = change(rows_of(draft))
        draft.number, draft.digest = draft.number + 1, digest_of(draft.basis, rows)
        draft.save(update_fields=["number", "digest"])
        write_entries(draft, rows)
    rows = change(rows_of(latest) if latest else [])
    basis = latest.basis if latest else ""
    version = RegisterVersion.objects.create(
        register=register,
        number=latest.number + 1 if latest else 1,
        effective_from=today,
        basis=basis,
        digest=digest_of(basis, rows),
    )
    write_entries(version, rows)
    version.published_at = now
    version.save(update_fields=["published_at"])
    return version


def _record(
    past: str,
    register: Register,
    version: RegisterVersion,
    row: EntryRow,
    actor: Actor,
    now: datetime,
) -> None:
    record(
        f"registers.register.{past}",
        subject=("registers.register", register.pk),
        actor=actor,
        at=now,
        key=register.key,
        version=version.number,
        entry=row.key,
        entered_by=row.entered_by,
        digest=version.digest,
    )
