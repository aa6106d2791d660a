"""Load the organizations and the links between them: they become what the lists say.

An organization is the same by its code and keeps its id. One that is no longer in the list is
dissolved today, with its links; one that comes back continues. What people founded, changed or
ended by hand stays as they left it. A few statements for any number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.organizations.loading import (
    forget_by_hand,
    load_followers,
    load_links,
    load_remits,
)
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.rows import LinkRow, OrganizationRow

_ALL = ("organizations.organization", 0)  # the subject of what concerns the whole list
_LISTED = ["name", "name_en", "kind", "function", "area_id", "place", "sector", "state"]
_LISTED += [
    "founded_on",
    "valid_to",
    "lng",
    "lat",
    "whereabouts",
    "hours",
    "service_line",
    "services",
]
_APART = {"followed_by", "remits"}  # written once every organization is there
_AT_ONCE = 2000


@transaction.atomic
def load_organizations(
    rows: Sequence[OrganizationRow],
    links: Sequence[LinkRow],
    *,
    actor: Actor,
    now: datetime,
    overwrite: bool = False,
) -> Change:
    """Make the organizations what the lists say; to `overwrite`, also those that people changed.
    Refuses codes at fault (Invalid, by code).

    Loading the same again changes nothing, writes no record, and answers with an empty change.
    """
    today = timezone.localdate(now)
    if overwrite:
        forget_by_hand()
    present = {found.code: found for found in Organization.objects.select_for_update()}
    _check(rows, links)
    rows = [_begun(row, present, today) for row in rows]
    added = [row for row in rows if row.code not in present]
    there = [row for row in rows if row.code in present and _differs(row, present[row.code])]
    changed = [row for row in there if not present[row.code].by_hand]
    kept = [present[row.code].name for row in there if present[row.code].by_hand]
    _write([*added, *changed])
    ended = _dissolve({row.code for row in rows}, present, today)
    ids = dict(Organization.objects.values_list("code", "pk"))
    linked, relinked, unlinked = load_links(links, ids, today)
    remitted, retaken = load_remits(rows, ids)
    followed = load_followers(rows, present, ids)
    if added or linked:
        with connection.cursor() as cursor:  # what the database plans by, before this is committed
            cursor.execute("ANALYZE organizations_organization, organizations_organizationlink")
    change = change_of(
        "organizations",
        added=[row.name for row in added] + linked + remitted,
        changed=[row.name for row in changed] + relinked + followed,
        ended=ended + unlinked + retaken,
        kept=kept,
    )
    if change:
        name = "organizations.organization.loaded"
        record(name, subject=_ALL, actor=actor, at=now, **asdict(change))
    return change


def _check(rows: Sequence[OrganizationRow], links: Sequence[LinkRow]) -> None:
    times = Counter(row.code for row in rows)
    named = {code for link in links for code in (link.source, link.target)}
    named |= {row.followed_by for row in rows if row.followed_by}
    unknown = named - times.keys()
    twice = [code for code, count in times.items() if count > 1]
    faults = dict.fromkeys(
        sorted(unknown), _("A link names this organization. Add it to the list.")
    )
    faults |= dict.fromkeys(twice, _("Two organizations have this code. Give each its own."))
    endless = [row.code for row in rows if row.state == "temporary" and row.valid_to is None]
    faults |= dict.fromkeys(endless, _("A temporary body needs the day on which it ends."))
    if faults:
        raise Invalid(faults)


def _begun(
    row: OrganizationRow, present: Mapping[str, Organization], today: date
) -> OrganizationRow:
    """The row with its first day, and its last if it is dissolved: as given, as it is, or today."""
    known = present.get(row.code)
    begins = row.valid_from or (known.valid_from if known else today)
    ends = row.valid_to
    if row.state == "dissolved" and ends is None:
        ends = (known.valid_to if known else None) or max(begins, today)
    return replace(row, valid_from=begins, valid_to=ends)


def _differs(row: OrganizationRow, found: Organization) -> bool:
    return any(getattr(row, name) != getattr(found, name) for name in [*_LISTED, "valid_from"])


def _write(rows: Sequence[OrganizationRow]) -> None:
    Organization.objects.bulk_create(
        (
            Organization(**{name: v for name, v in asdict(row).items() if name not in _APART})
            for row in rows
        ),
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*_LISTED, "valid_from"],
    )


def _dissolve(listed: set[str], present: Mapping[str, Organization], today: date) -> list[str]:
    """End what is no longer listed; returns the names."""
    gone = [
        found
        for code, found in present.items()
        if code not in listed and found.state != "dissolved" and not found.by_hand
    ]
    Organization.objects.filter(pk__in=[found.pk for found in gone]).update(
        state="dissolved", valid_to=Greatest(F("valid_from"), Value(today))
    )
    return [found.name for found in gone]
