"""Load the organizations and the links between them: they become what the lists say.

An organization is the same by its code and keeps its id. One that is no longer in the list is
dissolved today, with its links; one that comes back continues. A few statements for any number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.organizations.rows import LinkRow, OrganizationRow

_ALL = ("organizations.organization", 0)  # the subject of what concerns the whole list
_LISTED = ["name", "name_en", "kind", "function", "area_id", "place", "state", "valid_to"]
_AT_ONCE = 2000


@transaction.atomic
def load_organizations(
    rows: Sequence[OrganizationRow], links: Sequence[LinkRow], *, actor: Actor, now: datetime
) -> Change:
    """Make the organizations what the lists say. Refuses codes at fault (Invalid, by code).

    Loading the same again changes nothing, writes no record, and answers with an empty change.
    """
    today = timezone.localdate(now)
    present = {found.code: found for found in Organization.objects.select_for_update()}
    _check(rows, links)
    added = [row for row in rows if row.code not in present]
    changed = [row for row in rows if row.code in present and _differs(row, present[row.code])]
    _write([*added, *changed], present, today)
    ended = _dissolve({row.code for row in rows}, present, today)
    linked, unlinked = _load_links(links, today)
    change = change_of(
        "organizations",
        added=[row.name for row in added] + linked,
        changed=[row.name for row in changed],
        ended=ended + unlinked,
    )
    if change:
        name = "organizations.organization.loaded"
        record(name, subject=_ALL, actor=actor, at=now, **asdict(change))
    return change


def _check(rows: Sequence[OrganizationRow], links: Sequence[LinkRow]) -> None:
    times = Counter(row.code for row in rows)
    unknown = {code for link in links for code in (link.source, link.target)} - times.keys()
    twice = [code for code, count in times.items() if count > 1]
    faults = dict.fromkeys(
        sorted(unknown), _("A link names this organization. Add it to the list.")
    )
    faults |= dict.fromkeys(twice, _("Two organizations have this code. Give each its own."))
    if faults:
        raise Invalid(faults)


def _differs(row: OrganizationRow, found: Organization) -> bool:
    if row.valid_from and row.valid_from != found.valid_from:
        return True
    return any(getattr(row, name) != getattr(found, name) for name in _LISTED)


def _write(
    rows: Sequence[OrganizationRow], present: Mapping[str, Organization], today: date
) -> None:
    def begins(row: OrganizationRow) -> date:
        return row.valid_from or (present[row.code].valid_from if row.code in present else today)

    Organization.objects.bulk_create(
        (Organization(**asdict(row) | {"valid_from": begins(row)}) for row in rows),
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
        if code not in listed and found.state != "dissolved"
    ]
    Organization.objects.filter(pk__in=[found.pk for found in gone]).update(
        state="dissolved", valid_to=today
    )
    return [found.name for found in gone]


def _load_links(links: Sequence[LinkRow], today: date) -> tuple[list[str], list[str]]:
    """What was linked and what was unlinked, in words."""
    valid = OrganizationLink.objects.filter(valid_to=None)
    present = {
        (source, kind, target): pk
        for source, kind, target, pk in valid.values_list(
            "source__code", "kind", "target__code", "pk"
        )
    }
    wanted = dict.fromkeys((link.source, link.kind, link.target) for link in links)
    added = [link for link in wanted if link not in present]
    ended = [link for link in present if link not in wanted]
    ids = dict(Organization.objects.values_list("code", "pk"))
    OrganizationLink.objects.bulk_create(
        (
            OrganizationLink(
                source_id=ids[source], kind=kind, target_id=ids[target], valid_from=today
            )
            for source, kind, target in added
        ),
        batch_size=_AT_ONCE,
    )
    OrganizationLink.objects.filter(pk__in=[present[link] for link in ended]).update(valid_to=today)
    return [" ".join(link) for link in added], [" ".join(link) for link in ended]
