"""Publish a register: content that differs from the latest version becomes the next version.

Published versions are never edited (the database refuses it), so that what was decided can always
be explained by the entries that decided it.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.registers.dictionaries import EFFECT as DICTIONARY
from yiwang.structure.registers.dictionaries import check_meant_once
from yiwang.structure.registers.models import EFFECTS, Register, RegisterVersion
from yiwang.structure.registers.policies import publishing
from yiwang.structure.registers.queries import compare
from yiwang.structure.registers.rows import RegisterSpec
from yiwang.structure.registers.versions import digest_of, last_published, rows_of, write_entries

HEADER = ["name", "name_en", "effect", "owner_id", "is_public"]


@transaction.atomic
def load_register(
    spec: RegisterSpec, *, actor: Actor, now: datetime, by_hand: Collection[int] = ()
) -> Change:
    """Make the register say what `spec` says. The same content again changes nothing. One whose id
    is among those that people published `by_hand` stays as they left it.

    The first version is effective from the day given; a later one not before today, because what
    was decided yesterday stays decided. Refuses unknown effects and entries named twice.
    """
    _check(spec)
    today = timezone.localdate(now)
    register, is_new = Register.objects.select_for_update().get_or_create(
        key=spec.key, defaults=_header(spec)
    )
    actor = publishing(register, actor, today)
    latest = last_published(register)
    spec = _with_entered(spec, latest)
    if latest and register.pk in by_hand:
        return change_of(
            "registers", kept=[] if latest.digest == _digest(spec) else [register.name]
        )
    renamed = _rename(register, spec)
    if latest and latest.digest == _digest(spec):
        change = change_of("registers", changed=[spec.key] if renamed else [])
        if renamed:
            _record("renamed", register, actor, now, header=_header(spec))
        return change
    version = _published(register, latest, spec, now)
    change = _change(spec, latest, version, is_new=is_new)
    _record(
        "published",
        register,
        actor,
        now,
        version=version.number,
        effective_from=version.effective_from.isoformat(),
        digest=version.digest,
        entries={"added": change.added, "changed": change.changed, "ended": change.ended},
    )
    return change


def _with_entered(spec: RegisterSpec, latest: RegisterVersion | None) -> RegisterSpec:
    """What procedures entered stays, before what the publisher says: loading undoes no decision."""
    named = {row.key for row in spec.entries}
    rows = rows_of(latest) if latest else []
    entered = [row for row in rows if row.entered_by and row.key not in named]
    return replace(spec, entries=[*entered, *spec.entries])


def _check(spec: RegisterSpec) -> None:
    if spec.effect not in EFFECTS:
        sentence = _("“%(effect)s” is no effect of a register. Choose one of: %(known)s.")
        raise Invalid({"effect": sentence % {"effect": spec.effect, "known": ", ".join(EFFECTS)}})
    keys = [entry.key for entry in spec.entries]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        sentence = _("Entries named twice: %(keys)s. Give every entry a key of its own.")
        raise Invalid({"entries": sentence % {"keys": ", ".join(twice)}})
    if spec.effect == DICTIONARY:
        check_meant_once(spec.entries)


def _header(spec: RegisterSpec) -> dict[str, object]:
    return {name: getattr(spec, name) for name in HEADER}


def _rename(register: Register, spec: RegisterSpec) -> bool:
    wanted = _header(spec)
    if all(getattr(register, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(register, name, value)
    register.save(update_fields=HEADER)
    return True


def _digest(spec: RegisterSpec) -> str:
    return digest_of(spec.basis, spec.entries)


def _published(
    register: Register, latest: RegisterVersion | None, spec: RegisterSpec, now: datetime
) -> RegisterVersion:
    number = latest.number + 1 if latest else 1
    register.versions.filter(published_at=None).update(number=number + 1)  # a draft comes after
    version = RegisterVersion.objects.create(
        register=register,
        number=number,
        effective_from=_effective_from(spec, latest, timezone.localdate(now)),
        basis=spec.basis,
        digest=_digest(spec),
    )
    write_entries(version, spec.entries)
    version.published_at = now
    version.save(update_fields=["published_at"])
    return version


def _effective_from(spec: RegisterSpec, latest: RegisterVersion | None, today: date) -> date:
    return max(spec.effective_from, today) if latest else spec.effective_from


def _change(
    spec: RegisterSpec, latest: RegisterVersion | None, version: RegisterVersion, *, is_new: bool
) -> Change:
    kind = f"registers: {spec.key}"
    if latest is None:
        return change_of(kind, [spec.key, *(entry.key for entry in spec.entries)])
    differences = compare(latest.pk, version.pk)
    named = {
        what: [each.key for each in differences if each.what == what]
        for what in ("added", "changed", "ended")
    }
    return change_of(kind, **named)


def _record(past: str, register: Register, actor: Actor, now: datetime, **data: Any) -> None:
    record(
        f"registers.register.{past}",
        subject=("registers.register", register.pk),
        actor=actor,
        at=now,
        key=register.key,
        **data,
    )
