"""Add a net that has no areas yet: they are imported, put together from another net, or loaded."""

import re
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.soundness import spec_faults
from yiwang.structure.territory.versions import begin, next_version

KEY = re.compile(r"[a-z0-9_-]{1,40}")


@transaction.atomic
def add_net(spec: NetSpec, *, actor: Actor, now: datetime) -> Net:
    """Refuses a key that is taken and what no net can be (Invalid)."""
    faults = dict(spec_faults(spec.kind, [level["key"] for level in spec.levels]))
    if not KEY.fullmatch(spec.key):
        faults["key"] = _("Write the key in small letters, digits and hyphens.")
    elif Net.objects.filter(key=spec.key).exists():
        faults["key"] = _("There is a net of this key already. Choose another key.")
    if faults:
        raise Invalid(faults)
    net = Net.objects.create(**asdict(spec), revision=0)
    begin(next_version(net, now))
    record(
        "territory.net.added",
        subject=("territory.net", net.pk),
        actor=actor,
        at=now,
        key=net.key,
        kind=net.kind,
    )
    return net
