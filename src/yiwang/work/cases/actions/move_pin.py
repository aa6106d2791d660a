"""Put the place of a case right: those who answer for the new place take over, clocks go on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case
from yiwang.work.cases.placing import (
    ChosenArea,
    Placed,
    placed_at,
    placements_by_net,
    replace_placements,
)
from yiwang.work.cases.policies import case_to_move
from yiwang.work.cases.reports import Place, fault_of, in_wgs84
from yiwang.work.workflows.actions.relocate_run import RelocateRun, relocate_run

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Move:
    """Where the case really is: a point, an area, or both as in a report; and why."""

    place: Place | None = None
    area_code: str = ""
    reason: str = ""


@transaction.atomic
def move_pin(case_id: int, move: Move, *, actor: Actor, now: datetime) -> Placed:
    """Place the case anew. Refuses those without a task of it or `cases.move` over where it lies.

    The record keeps the areas it was placed in before. What was read off the old point is gone.
    """
    granted = case_to_move(case_id, actor, now)
    _lock_run(case_id)
    placed = _found(move)
    before = placements_by_net(granted.case)
    _write(granted.case, move, placed)
    relocate_run(
        RelocateRun(
            SUBJECT,
            case_id,
            {"before": before, "areas": placed.by_net(), "reason": move.reason.strip()},
        ),
        actor=granted.actor,
        now=now,
        record_name="cases.case.moved",
    )
    return placed


def _lock_run(case_id: int) -> None:
    """Lock in the order of every act, the run before the case. Refuses what is over."""
    running = Case.objects.filter(pk=case_id, run__is_open=True).select_related("run")
    if running.select_for_update(of=("run",)).first() is None:
        raise AlreadyDone(_("This case is closed, so its place is not changed any more."))


def _found(move: Move) -> Placed:
    """The areas of the new place. Refuses a move without a reason or to no place at all."""
    if not move.reason.strip() or len(move.reason) > LONGEST_REASON:
        raise Invalid({"reason": _("Say in a few words why the place was wrong.")})
    if move.place is None and not move.area_code:
        raise Invalid({"place": _("Say where it is: mark it on the map or choose an area.")})
    fault = fault_of(move.place) if move.place else None
    if fault is not None:
        raise Invalid({"place": fault})
    area = area_by_code(move.area_code[:40]) if move.area_code else None
    chosen = ChosenArea(area.pk, area.net_id) if area else None
    point = in_wgs84(move.place) if move.place else None
    return placed_at(point, chosen, method="moved")


def _write(case: Case, move: Move, placed: Placed) -> None:
    """A case moved to an area alone has no point any more."""
    point = in_wgs84(move.place) if move.place else (None, None)
    case.lng, case.lat = point
    case.given_lng = move.place.lng if move.place else None
    case.given_lat = move.place.lat if move.place else None
    case.given_datum = move.place.datum if move.place else ""
    case.area_id = placed.area_id
    case.save(update_fields=["lng", "lat", "given_lng", "given_lat", "given_datum", "area"])
    replace_placements(case, placed)
