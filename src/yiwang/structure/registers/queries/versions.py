"""Which version of a register holds on a day, what it says, and what the next one changed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.registers.models import Entry, Register, RegisterVersion

COMPARED = ["title", "title_en", "kind", "nature", "area_id", "words", "outcome", "basis"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one entry from one version to another: `added`, `changed` or `ended`.

    `fields` maps each changed field to what it was and what it is.
    """

    key: str
    title: str
    what: str
    fields: dict[str, tuple[object, object]]


def registers() -> QuerySet[Register]:
    """Every register with its owner, by key."""
    return Register.objects.select_related("owner").order_by("key")


@kept
def current_version(register_key: str, on: date) -> RegisterVersion | None:
    """The published version that holds on this day; None before the first."""
    return (
        RegisterVersion.objects.select_related("register")
        .filter(register__key=register_key, published_at__isnull=False, effective_from__lte=on)
        .order_by("-effective_from", "-number")
        .first()
    )


def versions_of(register_key: str) -> QuerySet[RegisterVersion]:
    """All versions, latest first."""
    versions = RegisterVersion.objects.select_related("register")
    return versions.filter(register__key=register_key).order_by("-number")


@kept
def entries_of(version_id: int) -> list[Entry]:
    """The entries of a version in the order in which they are tried."""
    entries = Entry.objects.filter(version=version_id).select_related("area")
    return list(entries.defer("area__geometry").order_by("position"))


def entry(register_key: str, entry_key: str, on: date) -> Entry | None:
    """One entry as it holds on this day: what a task or a page rests on."""
    version = current_version(register_key, on)
    return version.entries.filter(key=entry_key).first() if version else None


def compare(before_id: int, after_id: int) -> list[Difference]:
    """What changed from one version to another, in the order of the later one, ended ones last."""
    before = {entry.key: entry for entry in entries_of(before_id)}
    after = {entry.key: entry for entry in entries_of(after_id)}
    found = [_difference(before.get(key), entry) for key, entry in after.items()]
    ended = [
        Difference(key, entry.title, "ended", {})
        for key, entry in before.items()
        if key not in after
    ]
    return [difference for difference in found if difference] + ended


def _difference(before: Entry | None, after: Entry) -> Difference | None:
    if before is None:
        return Difference(after.key, after.title, "added", {})
    fields = {
        name: (getattr(before, name), getattr(after, name))
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    }
    return Difference(after.key, after.title, "changed", fields) if fields else None
