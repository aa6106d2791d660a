"""Rows of organizations for whoever may write them: locked, and made only here.

Only the actions of `founding` call this, after they have asked who may.
"""

from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.structure.organizations.models import LINK_KINDS, Organization, OrganizationLink, Remit

__all__ = [
    "LADDERS",
    "LINK_KINDS",
    "above_by",
    "is_code_taken",
    "link_under_lock",
    "new_link",
    "new_organization",
    "new_remit",
    "open_link",
    "open_links_of",
    "organization_under_lock",
    "remit_under_lock",
    "same_remit",
]

LADDERS = ("owns", "manages", "member_of")  # going up by one of these never comes round again
NO_BODY = _("There is no such organization. Choose one from the list.")
_ABOVE = """
WITH RECURSIVE up (id) AS (
  SELECT {upper} FROM organizations_organizationlink link
    WHERE link.kind = %(kind)s AND {lower} = %(from)s
      AND (link.valid_to IS NULL OR link.valid_to > %(on)s)
  UNION
  SELECT {upper} FROM up JOIN organizations_organizationlink link
    ON link.kind = %(kind)s AND {lower} = up.id
      AND (link.valid_to IS NULL OR link.valid_to > %(on)s)
)
SELECT EXISTS (SELECT FROM up WHERE id = %(to)s)
"""


def organization_under_lock(organization_id: int) -> Organization:
    """The organization, for writing. NotFound where there is none."""
    rows = Organization.objects.select_for_update(of=("self",)).select_related("area")
    found = rows.defer("area__geometry").filter(pk=organization_id).first()
    if found is None:
        raise NotFound(NO_BODY)
    return found


def link_under_lock(link_id: int) -> OrganizationLink:
    """The link, for writing, with both ends. NotFound where there is none."""
    rows = OrganizationLink.objects.select_for_update(of=("self",))
    found = rows.select_related("source", "target").filter(pk=link_id).first()
    if found is None:
        raise NotFound(_("There is no such link. Choose one from the list."))
    return found


def remit_under_lock(remit_id: int) -> Remit:
    """The remit, for writing, with its body. NotFound where there is none."""
    rows = Remit.objects.select_for_update(of=("self",)).select_related("organization")
    found = rows.filter(pk=remit_id).first()
    if found is None:
        raise NotFound(_("There is no such remit. Choose one from the list."))
    return found


def new_organization(**values: object) -> Organization:
    """A body that people founded."""
    return Organization.objects.create(**values, by_hand=True)


def is_code_taken(code: str) -> bool:
    """Whether any body has this code, dissolved or not."""
    return Organization.objects.filter(code=code).exists()


def new_link(
    source_id: int, kind: str, target_id: int, since: date, **values: object
) -> OrganizationLink:
    """A link that people made; `values`: its end, and what was agreed."""
    ends = {"source_id": source_id, "kind": kind, "target_id": target_id}
    return OrganizationLink.objects.create(**ends, valid_from=since, by_hand=True, **values)


def open_link(source_id: int, kind: str, target_id: int) -> OrganizationLink | None:
    """The link of this kind from one to the other that has no end."""
    ends = {"source": source_id, "kind": kind, "target": target_id}
    return OrganizationLink.objects.filter(**ends, valid_to=None).first()


def open_links_of(organization_id: int) -> list[OrganizationLink]:
    """The links from and to a body that have no end, for writing."""
    rows = OrganizationLink.objects.select_for_update().filter(valid_to=None)
    return [
        *rows.filter(source=organization_id),
        *rows.filter(target=organization_id),
    ]


def new_remit(organization_id: int, says: str, since: date, **values: str) -> Remit:
    """A remit that people gave."""
    return Remit.objects.create(
        organization_id=organization_id, says=says, valid_from=since, by_hand=True, **values
    )


def same_remit(organization_id: int, says: str) -> Remit | None:
    """The remit of a body in these words that has no end."""
    return Remit.objects.filter(organization=organization_id, says=says, valid_to=None).first()


def above_by(kind: str, source_id: int, target_id: int, on: date) -> bool:
    """Whether one goes from the target back to the source by links of this kind."""
    if kind not in LADDERS:
        return False
    ends = {"lower": "link.source_id", "upper": "link.target_id"}
    values: dict[str, str | int | date] = {
        "kind": kind,
        "from": target_id,
        "to": source_id,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE.format(**ends), values)
        return bool(cursor.fetchone()[0])
