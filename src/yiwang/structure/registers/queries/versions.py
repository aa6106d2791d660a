"""Which version of a register holds on a day, what it says, and what the next one changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.refusals import NotFound
from yiwang.structure.registers.models import Entry, Register, RegisterVersion
from yiwang.structure.territory.queries import ids_below

COMPARED = ["title", "title_en", "kind", "nature", "area_id", "words", "outcome", "basis"]
COMPARED += ["holds_from", "holds_until"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one entry from one version to another: `added`, `changed`, `moved` or
    `ended`; moved is what is tried before or after others than it was, and is the same otherwise.

    `fields` maps each changed field to what it was and what it is.
    """

    key: str
    title: str
    what: str
    fields: dict[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A register with what holds on a day, what is drafted, and what is to come."""

    register: Register
    in_force: RegisterVersion | None
    draft: RegisterVersion | None
    coming: list[RegisterVersion]


def register_lines(on: date) -> list[RegisterLine]:
    """Every register by key, in two queries."""
    found = registers().prefetch_related("versions")
    return [_line(register, on) for register in found]


def _line(register: Register, on: date) -> RegisterLine:
    versions = list(register.versions.all())
    published = [version for version in versions if version.published_at]
    begun = [version for version in published if version.effective_from <= on]
    return RegisterLine(
        register,
        max(begun, key=lambda version: (version.effective_from, version.number), default=None),
        next((version for version in versions if not version.published_at), None),
        [version for version in published if version.effective_from > on],
    )


def registers() -> QuerySet[Register]:
    """Every register with its owner, by key."""
    return Register.objects.select_related("owner").order_by("key")


def register_by_id(register_id: int) -> Register:
    """The register. NotFound where there is none."""
    found = registers().filter(pk=register_id).first()
    if found is None:
        raise NotFound(_("There is no such register. Choose one from the list."))
    return found


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
    """All published versions, latest first."""
    versions = RegisterVersion.objects.select_related("register")
    published = versions.filter(register__key=register_key, published_at__isnull=False)
    return published.order_by("-number")


def drafted_version(register_key: str) -> RegisterVersion | None:
    """The draft, if there is one."""
    drafts = RegisterVersion.objects.filter(register__key=register_key, published_at=None)
    return drafts.select_related("register").first()


@kept
def entries_of(version_id: int) -> list[Entry]:
    """The entries of a version in the order in which they are tried."""
    entries = Entry.objects.filter(version=version_id).select_related("area")
    return list(entries.defer("area__geometry").order_by("position"))


def entries_of_level(level: str, on: date) -> list[Entry]:
    """What the registers in force say of one level of the net, in three queries."""
    return entries_saying({"level": level}, on)


def entries_saying(outcome: Mapping[str, object], on: date) -> list[Entry]:
    """The entries in force whose outcome says this, by register, in three queries; of a list, that
    it holds these."""
    return _in_force(Q(outcome__contains=dict(outcome)), on)


def entries_for_posts(types: Collection[str], on: date) -> list[Entry]:
    """The entries in force that are for one of these types of posts; in three queries."""
    said = [Q(outcome__contains={"posts": [key]}) for key in types]
    return _in_force(reduce(or_, said), on) if said else []


def _in_force(wanted: Q, on: date) -> list[Entry]:
    held = [line.in_force.pk for line in register_lines(on) if line.in_force]
    found = Entry.objects.filter(wanted, version__in=held).select_related("version__register")
    return list(found.order_by("version__register", "position"))


def entries_ending(area_id: int, first: date, last: date, on: date) -> list[Entry]:
    """The entries in force for an area alone, or for areas below it, whose last day lies there."""
    held = [line.in_force.pk for line in register_lines(on) if line.in_force]
    entries = Entry.objects.filter(
        version__in=held, area__in=ids_below([area_id]), holds_until__range=(first, last)
    )
    return list(entries.select_related("version__register").order_by("holds_until", "id"))


@dataclass(frozen=True, slots=True)
class DraftChange:
    """Who changed a draft when, and which entries: each key with +, - or ~ before it."""

    who: str
    at: datetime
    keys: list[str]


def draft_changes_since(register: Register, digest: str) -> list[DraftChange]:
    """What was done to the draft after it had this digest, oldest first."""
    history = history_of(("registers.register", register.pk))
    drafted = [each for each in history if each.name == "registers.register.drafted"]
    seen = max((n for n, each in enumerate(drafted) if each.data["digest"] == digest), default=-1)
    later = drafted[seen + 1 :]
    names = names_of_accounts({each.account_id for each in later if each.account_id})
    return [
        DraftChange(names.get(each.account_id or 0, each.capacity), each.at, each.data["changed"])
        for each in later
    ]


def entry(register_key: str, entry_key: str, on: date) -> Entry | None:
    """One entry as it holds on this day: what a task or a page rests on."""
    version = current_version(register_key, on)
    return version.entries.filter(key=entry_key).first() if version else None


def published_entry(entry_id: int) -> Entry:
    """An entry of a published version, with its register. NotFound where there is none."""
    found = Entry.objects.select_related("version__register")
    entry = found.filter(pk=entry_id, version__published_at__isnull=False).first()
    if entry is None:
        raise NotFound(_("There is no such entry. Choose one from the list."))
    return entry


def entry_of_version(version_id: int, entry_key: str) -> Entry:
    """One entry of a version with its register, whether the version still holds or not."""
    return Entry.objects.select_related("version__register").get(version=version_id, key=entry_key)


def compare(before_id: int, after_id: int) -> list[Difference]:
    """What changed from one version to another, in the order of the later one, ended ones last."""
    before = {entry.key: entry for entry in entries_of(before_id)}
    after = {entry.key: entry for entry in entries_of(after_id)}
    moved = _moved(list(before), list(after))
    found = [
        _difference(before.get(key), entry) or _move(entry, moved.get(key))
        for key, entry in after.items()
    ]
    ended = [
        Difference(key, entry.title, "ended", {})
        for key, entry in before.items()
        if key not in after
    ]
    return [difference for difference in found if difference] + ended


def _moved(before: list[str], after: list[str]) -> dict[str, tuple[int, int]]:
    """Key -> both positions of what changed its place among those that both have."""
    old, new = [k for k in before if k in set(after)], [k for k in after if k in set(before)]
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    stayed = {new[block.b + n] for block in blocks for n in range(block.size)}
    return {k: (before.index(k) + 1, after.index(k) + 1) for k in new if k not in stayed}


def _move(entry: Entry, places: tuple[int, int] | None) -> Difference | None:
    return Difference(entry.key, entry.title, "moved", {"position": places}) if places else None


def _difference(before: Entry | None, after: Entry) -> Difference | None:
    if before is None:
        return Difference(after.key, after.title, "added", {})
    fields = {
        name: (getattr(before, name), getattr(after, name))
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    }
    return Difference(after.key, after.title, "changed", fields) if fields else None
