"""Who may ask for a swap, and who answers it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.structure.posts.duty.refusals import SwapClosed
from yiwang.structure.posts.models import OPEN_SWAPS, Shift, ShiftSwap
from yiwang.structure.posts.policies import may_plan
from yiwang.structure.posts.queries import in_capacity
from yiwang.structure.posts.queries.held import SHAPE

NO_SHIFT = _("There is no such shift of yours. Look at the roster.")
NO_SWAP = _("There is no such swap. Look at the roster.")
NOT_YOURS = _("Somebody else answers this swap.")
_NAMED = "appointment__post"


def shift_to_swap(shift_id: int, actor: Actor, now: datetime) -> tuple[Shift, Actor]:
    """One's own coming shift, locked, and the actor in the capacity of its post."""
    shifts = Shift.objects.select_for_update(of=("self",)).defer(f"appointment__{SHAPE}")
    shift = (
        shifts.select_related(
            "post", f"{_NAMED}__type", f"{_NAMED}__organization", f"{_NAMED}__area"
        )
        .filter(pk=shift_id, appointment__account=actor.account_id)
        .first()
    )
    if shift is None:
        raise NotFound(NO_SHIFT)
    if shift.starts_at <= now:
        raise SwapClosed
    return shift, in_capacity(actor, shift.appointment)


def swap_to_answer(
    swap_id: int, agrees: bool, actor: Actor, now: datetime
) -> tuple[ShiftSwap, Actor]:
    """An open swap, locked, that this actor answers now, or has asked and may only withdraw."""
    swaps = ShiftSwap.objects.select_for_update(of=("self",)).select_related(
        "shift__appointment", "shift__pattern", "shift__post__organization", "other"
    )
    swap = swaps.filter(pk=swap_id).first()
    if swap is None:
        raise NotFound(NO_SWAP)
    if swap.state not in OPEN_SWAPS or swap.shift.starts_at <= now:
        raise SwapClosed
    if not may_answer(swap, agrees, actor.account_id, now):
        raise Forbidden(NOT_YOURS)
    return swap, actor


def may_answer(swap: ShiftSwap, agrees: bool, account_id: int | None, now: datetime) -> bool:
    """Whether it is this account's turn to say so."""
    asked_by, other = swap.shift.appointment.account_id, swap.other.account_id
    if account_id is None:
        return False
    if swap.state == "asked":
        return account_id == other or (account_id == asked_by and not agrees)
    on = timezone.localdate(now)
    return account_id not in (asked_by, other) and may_plan(swap.shift.post, account_id, on)
