"""Organizations and the links between them."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.loads.codes import area_ids
from yiwang.packs.pack import Pack
from yiwang.structure.organizations.actions.load_organizations import load_organizations
from yiwang.structure.organizations.rows import LinkRow, OrganizationRow


def load_bodies(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every organization of the pack, with its links."""
    if pack.organizations:
        yield load_organizations(_rows(pack), _links(pack), actor=actor, now=now)


def _rows(pack: Pack) -> list[OrganizationRow]:
    areas = area_ids()
    return [
        OrganizationRow(
            **each.part.model_dump(exclude={"area", "links"}),
            area_id=areas[each.part.area] if each.part.area else None,
            valid_from=pack.starts_on,
        )
        for each in pack.organizations
    ]


def _links(pack: Pack) -> list[LinkRow]:
    return [
        LinkRow(each.part.code, link.to, link.kind)
        for each in pack.organizations
        for link in each.part.links
    ]
