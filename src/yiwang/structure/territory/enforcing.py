"""Putting the draft of a version in force. Only actions call this, with net and draft locked."""

from typing import Any

from yiwang.structure.territory.importing.plan import Plan
from yiwang.structure.territory.linking import Linked, set_links
from yiwang.structure.territory.loading import load_areas
from yiwang.structure.territory.models import NetVersion
from yiwang.structure.territory.queries import net_named
from yiwang.structure.territory.versions import begin


def put_in_force(draft: NetVersion, plan: Plan) -> dict[str, Any]:
    """The net is as planned from now on. What the record says of it."""
    draft.state, draft.number = "in_force", draft.net.revision + 1
    draft.save(update_fields=["state", "number", "takes_effect_on", "reason"])
    load_areas(draft.net, plan.rows, draft, plan.successions)
    if of := draft.source.get("aggregates"):
        nets = Linked(draft.net, net_named(of), ["aggregates"])
        set_links(nets, plan.parts, draft.takes_effect_on)
    begin(draft)
    return {
        "version": draft.pk,
        "revision": draft.net.revision,
        "changes": plan.diff.counts,
        "codes": plan.diff.codes_begun_or_ended,
    }
