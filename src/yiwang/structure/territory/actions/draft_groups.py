"""Draft a version of a net whose lowest areas are put together from those of another, such as 34
party areas of 158 grids: it waits for its day like any other redrawing."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.aggregating import COLUMNS, Part
from yiwang.structure.territory.drafts import kept_draft
from yiwang.structure.territory.importing.redrawn import put_together
from yiwang.structure.territory.importing.source import kept_groups
from yiwang.structure.territory.linking import links_differ
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.queries import net_named, net_to_change


@transaction.atomic
def draft_groups(
    net_key: str, of_key: str, parts: Sequence[Part], *, actor: Actor, now: datetime
) -> NetVersion:
    """Refuses rows at fault (FaultyFile), every one named, and groups that the net has already
    (Invalid). The same groups drafted again are the same draft."""
    net, of = net_to_change(net_key), net_named(of_key)
    plan = put_together(net, of, parts)
    if not plan.diff and not links_differ(net, of, plan.parts):
        raise Invalid({"parts": _("The net is like that already: these are its groups.")})
    source = kept_groups(of.key, f"{net.key}.csv", _table(parts))
    return kept_draft(net, source, plan.diff.counts, actor=actor, now=now)


def _table(parts: Sequence[Part]) -> bytes:
    written = io.StringIO(newline="")
    rows = [(part.code, part.name, part.parent, part.part) for part in parts]
    csv.writer(written, lineterminator="\n").writerows([tuple(COLUMNS), *rows])
    return written.getvalue().encode()
