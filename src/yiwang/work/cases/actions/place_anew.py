"""Place an open case anew where its net was redrawn: those who answer for the ground now take over.

Only on request: a case keeps the areas and the version it was placed in until somebody asks.
"""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.structure.territory.queries import successors_of
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case, Placement
from yiwang.work.cases.placing import (
    ChosenArea,
    Placed,
    placed_at,
    placements_by_net,
    replace_placements,
)
from yiwang.work.workflows.actions.relocate_run import RelocateRun, relocate_run


@transaction.atomic
def place_anew(case_id: int, *, actor: Actor, now: datetime) -> Placed | None:
    """None where it lies as before, or is over, or where nobody can say who followed its area.

    Its point is located again; an area that was chosen is followed to its one successor.
    """
    running = Case.objects.filter(pk=case_id, run__is_open=True).select_related("run")
    case = running.select_for_update(of=("run",)).first()
    if case is None:
        return None
    before = placements_by_net(case)
    placed = _placed(case)
    if placed is None or placed.by_net() == before:
        return None
    case.area_id = placed.area_id
    case.save(update_fields=["area"])
    replace_placements(case, placed)
    relocate_run(
        RelocateRun(SUBJECT, case_id, {"before": before, "areas": placed.by_net()}),
        actor=actor,
        now=now,
        record_name="cases.case.placed_anew",
    )
    return placed


def _placed(case: Case) -> Placed | None:
    """Where it lies now. An area that was chosen and has no one successor needs a person."""
    point = (case.lng, case.lat) if case.lng is not None and case.lat is not None else None
    chosen = Placement.objects.filter(case=case, method="chosen").select_related("area").first()
    if chosen is None:
        return placed_at(point, None) if point else None
    area = chosen.area
    if area.valid_to is not None:
        heirs = successors_of(area.pk)
        if len(heirs) != 1:
            return None
        area = heirs[0]
    return placed_at(point, ChosenArea(area.pk, area.net_id))
