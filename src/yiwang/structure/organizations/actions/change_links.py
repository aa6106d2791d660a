"""Link organizations and end links, as an administrator named them in a table or a form."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.structure.organizations.models import Organization, OrganizationLink

SUBJECT = "organizations.link"
_AT_ONCE = 2000


class Ends(NamedTuple):
    """From whom, how and to whom a link goes, by codes."""

    source: str
    kind: str
    target: str


class DatedLink(NamedTuple):
    """A link with its days; `valid_to` is the first day without it."""

    ends: Ends
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def change_links(
    links: Sequence[DatedLink], told: Mapping[Ends, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the links: one that is in force gets these days, another is made. Called by
    `administration`, which has asked who may and checked them."""
    codes = {code for link in links for code in (link.ends.source, link.ends.target)}
    ids = dict(Organization.objects.filter(code__in=codes).values_list("code", "pk"))
    valid = OrganizationLink.objects.select_for_update(of=("self",)).filter(
        valid_to=None, source__code__in=codes
    )
    present = {
        Ends(each.source.code, each.kind, each.target.code): each
        for each in valid.select_related("source", "target")
    }
    new: dict[Ends, OrganizationLink] = {}
    changed: list[OrganizationLink] = []
    for link in links:
        found = present.get(link.ends)
        if found is None:
            source, kind, target = link.ends
            found = OrganizationLink(source_id=ids[source], kind=kind, target_id=ids[target])
            new[link.ends] = found
        else:
            changed.append(found)
        found.valid_from, found.valid_to = link.valid_from, link.valid_to
        found.by_hand = True
    OrganizationLink.objects.bulk_create(new.values(), batch_size=_AT_ONCE)
    OrganizationLink.objects.bulk_update(changed, ["valid_from", "valid_to", "by_hand"], _AT_ONCE)
    rows = present | new
    record_changes(
        SUBJECT, {rows[ends].pk: each for ends, each in told.items()}, actor=actor, at=now
    )
