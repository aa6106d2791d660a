"""Draft a version of a register: kept to be tried and compared; nothing is decided by it yet."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.registers.dictionaries import EFFECT as DICTIONARY
from yiwang.structure.registers.dictionaries import check_meant_once
from yiwang.structure.registers.models import Register, RegisterVersion
from yiwang.structure.registers.policies import publishing
from yiwang.structure.registers.rows import EntryRow
from yiwang.structure.registers.versions import (
    Overtaken,
    digest_of,
    draft_of,
    last_published,
    register_under_lock,
    rows_of,
    write_entries,
)

LONGEST = {"key": 60, "title": 200, "title_en": 200, "kind": 80, "nature": 40, "basis": 300}
LONGEST_WORD = 40
MOST_ENTRIES = 5_000


@transaction.atomic
def draft_register(
    register_key: str, rows: Sequence[EntryRow], *, seen: str, actor: Actor, now: datetime
) -> RegisterVersion:
    """These entries become the draft, in place of an earlier one.

    `seen` is the digest of the latest version they were written from: refused when it is not the
    latest any more (Overtaken), and when an entry could not be stored (Invalid).
    """
    today = timezone.localdate(now)
    register = register_under_lock(register_key)
    actor = publishing(register, actor, today)
    draft, last = draft_of(register), last_published(register)
    latest = draft or last
    if (latest.digest if latest else "") != seen:
        raise Overtaken
    _check(rows)
    if register.effect == DICTIONARY:
        check_meant_once(rows)
    changed = _changed(rows_of(latest) if latest else [], rows)
    basis = latest.basis if latest else ""
    digest = digest_of(basis, rows)
    if draft is None:
        draft = _new(register, last, basis)
    draft.digest = digest
    draft.save()
    write_entries(draft, rows)
    record(
        "registers.register.drafted",
        subject=("registers.register", register.pk),
        actor=actor,
        at=now,
        key=register.key,
        version=draft.number,
        before=seen,
        digest=digest,
        changed=changed,
    )
    return draft


def _new(register: Register, last: RegisterVersion | None, basis: str) -> RegisterVersion:
    return RegisterVersion(
        register=register,
        number=last.number + 1 if last else 1,
        effective_from=last.effective_from if last else timezone.localdate(),
        basis=basis,
    )


def _check(rows: Sequence[EntryRow]) -> None:
    faults: dict[str, str] = {}
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if row.key in seen:
            sentence = _("Entries named twice: %(keys)s. Give every entry a key of its own.")
            faults[f"{number}.key"] = sentence % {"keys": row.key}
        seen.add(row.key)
        for name, most in LONGEST.items():
            value = getattr(row, name)
            if len(value) > most or (name in ("key", "title") and not value):
                said = _("Please give 1 to %(most)d characters.") % {"most": most}
                faults[f"{number}.{name}"] = said
        if any(len(word) > LONGEST_WORD or not word for word in row.words):
            faults[f"{number}.words"] = _("A word has at most 40 characters.")
    if len(rows) > MOST_ENTRIES:
        faults["entries"] = _("At most 5000 entries fit into one register.")
    if faults:
        raise Invalid(faults)


def _changed(before: Sequence[EntryRow], after: Sequence[EntryRow]) -> list[str]:
    """The keys of entries that came, went or changed, each with its sign."""
    old, new = {row.key: row for row in before}, {row.key: row for row in after}
    return [
        *(f"+{key}" for key in new if key not in old),
        *(f"-{key}" for key in old if key not in new),
        *(f"~{key}" for key in new if key in old and new[key] != old[key]),
    ][:200]
