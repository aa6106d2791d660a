"""Writing versions of a register: the one draft that there may be, and what is published next."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.structure.registers.models import Entry, Register, RegisterVersion
from yiwang.structure.registers.rows import EntryRow

NO_DRAFT = _("There is no draft of this register. Draft a new version first.")


class Overtaken(Refusal):
    """Somebody else has changed the draft since the writer looked at it."""

    code = "overtaken"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed this draft meanwhile. Nothing of yours is lost: look at "
                "what they changed, then save again."
            )
        )


def register_under_lock(key: str) -> Register:
    """The register, for writing. NotFound where there is none."""
    found = Register.objects.select_for_update(of=("self",)).select_related("owner")
    register = found.filter(key=key).first()
    if register is None:
        raise NotFound(_("There is no such register. Choose one from the list."))
    return register


def draft_of(register: Register) -> RegisterVersion | None:
    """The draft, if there is one."""
    return register.versions.filter(published_at=None).first()


def draft_to_change(register: Register, seen: str) -> RegisterVersion:
    """The draft as it was `seen`. NotFound where there is none, Overtaken where it has changed."""
    draft = draft_of(register)
    if draft is None:
        raise NotFound(NO_DRAFT)
    if draft.digest != seen:
        raise Overtaken
    return draft


def last_published(register: Register) -> RegisterVersion | None:
    """The version published last, whether it holds already or not."""
    published = register.versions.filter(published_at__isnull=False)
    return published.order_by("number").last()


def write_entries(version: RegisterVersion, rows: Sequence[EntryRow]) -> None:
    """The entries of an unpublished version, in this order, in place of those it had."""
    version.entries.all().delete()
    Entry.objects.bulk_create(
        Entry(version=version, position=position, **{**asdict(row), "words": list(row.words)})
        for position, row in enumerate(rows, start=1)
    )


def digest_of(basis: str, rows: Sequence[EntryRow]) -> str:
    """By which the same content is known again."""
    content = [basis, [_said(row) for row in rows]]
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def _said(row: EntryRow) -> dict[str, Any]:  # Any: values of several types
    """What an entry says; what later fields leave empty is left out, so that digests stay."""
    return {k: v for k, v in asdict(row).items() if v or k not in _LATER}


_LATER = {"holds_from", "holds_until", "entered_by"}


def rows_of(version: RegisterVersion) -> list[EntryRow]:
    """The entries as they are handed over for writing."""
    return [
        EntryRow(
            key=entry.key,
            title=entry.title,
            title_en=entry.title_en,
            kind=entry.kind,
            nature=entry.nature,
            area_id=entry.area_id,
            words=tuple(entry.words),
            outcome=dict(entry.outcome),
            basis=entry.basis,
            holds_from=entry.holds_from,
            holds_until=entry.holds_until,
            entered_by=entry.entered_by,
        )
        for entry in version.entries.order_by("position")
    ]
