"""Kinds of notices and demonstration notices."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.insight.notices.actions.load_notices import KindRow, load_notices
from yiwang.insight.notices.written import Written
from yiwang.packs.loads.codes import area_ids, organization_ids
from yiwang.packs.pack import Pack


def load_bulletins(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Of a part of a pack, the notices of the areas that are in it."""
    if not pack.notice_kinds:
        return
    areas, bodies = area_ids(), organization_ids()
    kinds = [
        KindRow(**each.model_dump(exclude={"parts"}), parts=tuple(each.parts))
        for each in pack.notice_kinds
    ]
    notices = [
        Written(
            **each.model_dump(exclude={"area", "organization", "valid_from"}),
            area_id=areas[each.area],
            organization_id=bodies.get(each.organization),
            people="nobody",
            valid_from=each.valid_from or pack.starts_on,
        )
        for each in pack.notices
        if each.area in areas
    ]
    yield load_notices(kinds, notices, actor=actor, now=now)
