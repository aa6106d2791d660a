"""What is loaded once the organizations are there: their links, their remits, who follows whom.

What people made or ended by hand is left as it is, and never made again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Greatest

from yiwang.structure.organizations.models import Organization, OrganizationLink, Remit
from yiwang.structure.organizations.rows import LinkRow, OrganizationRow

Ids = Mapping[str, int]
Ends = tuple[int, str, int]  # from whom, how, to whom
_AT_ONCE = 2000
_AGREEMENT = ("theme", "agreed", "grounds")
_SHOWN = ("pk", "source_id", "kind", "target_id", "valid_from", "valid_to", "by_hand", *_AGREEMENT)


def load_links(
    links: Sequence[LinkRow], ids: Ids, today: date
) -> tuple[list[str], list[str], list[str]]:
    """What was linked, what got other days, and what was unlinked, in words."""
    known: dict[Ends, list[OrganizationLink]] = defaultdict(list)
    for row in OrganizationLink.objects.only(*_SHOWN).order_by("valid_from"):
        known[row.source_id, row.kind, row.target_id].append(row)
    codes = {pk: code for code, pk in ids.items()}
    new: list[OrganizationLink] = []
    moved: list[OrganizationLink] = []
    kept: set[int] = set()
    for wanted in dict.fromkeys(links):
        ends = ids[wanted.source], wanted.kind, ids[wanted.target]
        found = _same(known[ends], wanted)
        if found is None:
            row = _as_row(ends, wanted, today)
            known[ends].append(row)
            new.append(row)
        else:
            kept.add(found.pk)
            if _corrected(found, wanted):
                moved.append(found)
    OrganizationLink.objects.bulk_create(new, batch_size=_AT_ONCE)
    kept.update(row.pk for row in new)
    OrganizationLink.objects.bulk_update(moved, ["valid_from", "valid_to", *_AGREEMENT], _AT_ONCE)
    gone = [
        row
        for rows in known.values()
        for row in rows
        if row.pk not in kept and not row.valid_to and not row.by_hand
    ]
    OrganizationLink.objects.filter(pk__in=[row.pk for row in gone]).update(
        valid_to=Greatest(F("valid_from"), Value(today))
    )
    return _said(new, codes), _said(moved, codes), _said(gone, codes)


def _same(rows: Sequence[OrganizationLink], wanted: LinkRow) -> OrganizationLink | None:
    """The row that is this link: made by hand, or without an end, or of the same first day."""
    by_hand = [row for row in rows if row.by_hand]
    same_day = [row for row in rows if wanted.since and row.valid_from == wanted.since]
    without_end = [row for row in rows if row.valid_to is None and wanted.until is None]
    return next(iter([*same_day, *without_end, *by_hand]), None)


def _corrected(found: OrganizationLink, wanted: LinkRow) -> bool:
    """Correct its days and what was agreed, unless people decided about it. Whether they differ."""
    values = {"valid_from": wanted.since or found.valid_from, "valid_to": wanted.until}
    values |= {name: getattr(wanted, name) for name in _AGREEMENT}
    return not found.by_hand and _differs(found, values)


def _as_row(ends: Ends, wanted: LinkRow, today: date) -> OrganizationLink:
    source, kind, target = ends
    since = wanted.since or min(today, wanted.until or today)
    return OrganizationLink(
        source_id=source,
        kind=kind,
        target_id=target,
        valid_from=since,
        valid_to=wanted.until,
        **{name: getattr(wanted, name) for name in _AGREEMENT},
    )


def _said(rows: Sequence[OrganizationLink], codes: Mapping[int, str]) -> list[str]:
    return [f"{codes[row.source_id]} {row.kind} {codes[row.target_id]}" for row in rows]


def load_remits(rows: Sequence[OrganizationRow], ids: Ids) -> tuple[list[str], list[str]]:
    """The remits that were given, and those that were taken or corrected, in words."""
    known = {(each.organization_id, each.says): each for each in Remit.objects.order_by("pk")}
    new, changed = [], []
    for row in rows:
        for part in row.remits:
            values = {
                "key": part.key,
                "says_en": part.says_en,
                "basis": part.basis,
                "valid_from": part.since or row.valid_from,
                "valid_to": part.until,
            }
            found = known.get((ids[row.code], part.says))
            if found is None:
                new.append(Remit(organization_id=ids[row.code], says=part.says, **values))
            elif not found.by_hand and _differs(found, values):
                changed.append(found)
    Remit.objects.bulk_create(new, batch_size=_AT_ONCE)
    Remit.objects.bulk_update(changed, list(_REMIT), _AT_ONCE)
    return [each.says for each in new], [each.says for each in changed]


_REMIT = ("key", "says_en", "basis", "valid_from", "valid_to")


def _differs(found: Remit | OrganizationLink, values: Mapping[str, object]) -> bool:
    differing = [name for name, value in values.items() if getattr(found, name) != value]
    for name in differing:
        setattr(found, name, values[name])
    return bool(differing)


def load_followers(
    rows: Sequence[OrganizationRow], present: Mapping[str, Organization], ids: Ids
) -> list[str]:
    """The names of the bodies that another one goes on for since now."""
    by_hand = {code for code, found in present.items() if found.by_hand}
    before = {code: found.followed_by_id for code, found in present.items()}
    changed = [
        row
        for row in rows
        if row.code not in by_hand and ids.get(row.followed_by) != before.get(row.code)
    ]
    for row in changed:
        Organization.objects.filter(pk=ids[row.code]).update(followed_by=ids.get(row.followed_by))
    return [row.name for row in changed]


def forget_by_hand() -> None:
    """What people decided about bodies counts no more: the next list overwrites it."""
    for model in (Organization, OrganizationLink, Remit):
        model._default_manager.filter(by_hand=True).update(by_hand=False)
