"""Load a net: its areas become what the list says, in one transaction and a handful of statements.

A new code begins today, a changed one is changed in place, a code that is no longer in the list
ends today and stays readable.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.loading import load_areas
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.rows import AreaRow, NetSpec, checked_rows
from yiwang.structure.territory.soundness import spec_faults
from yiwang.structure.territory.versions import begin_where, next_version


@transaction.atomic
def load_net(spec: NetSpec, rows: Sequence[AreaRow], *, actor: Actor, now: datetime) -> Change:
    """Make the net what `spec` and `rows` say. Refuses rows at fault (Invalid, by code).

    Loading the same again changes nothing, writes no record, and answers with an empty change.
    """
    net, is_touched = _net_to_load(spec)
    rows = checked_rows(spec, rows)
    version = next_version(net, now)
    change = load_areas(net, rows, version)
    if not begin_where(version, differs=bool(change or is_touched)):
        return change
    record(
        "territory.net.loaded",
        subject=("territory.net", net.pk),
        actor=actor,
        at=now,
        revision=net.revision,
        **asdict(change),
    )
    return change


def _net_to_load(spec: NetSpec) -> tuple[Net, bool]:
    """The net, locked, with what `spec` says set on it; and whether that differs from before."""
    if spec.is_primary and Net.objects.filter(is_primary=True).exclude(key=spec.key).exists():
        sentence = _("Another net is the primary one, and only one can be. Change one of them.")
        raise Invalid({"is_primary": sentence})
    if faults := dict(spec_faults(spec.kind, [level["key"] for level in spec.levels])):
        raise Invalid(faults)
    Net.objects.get_or_create(key=spec.key, defaults={"kind": spec.kind, "revision": 0})
    net = Net.objects.select_for_update().get(key=spec.key)
    wanted = {**asdict(spec), "levels": [dict(level) for level in spec.levels]}
    is_touched = any(getattr(net, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(net, name, value)
    return net, is_touched
