"""Answer a swap: the colleague first, then whoever plans, where the locality wants that."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Case, Value, When

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.structure.posts.duty.policies import swap_to_answer
from yiwang.structure.posts.duty.refusals import ShiftsMeet
from yiwang.structure.posts.models import Shift, ShiftSwap


@transaction.atomic
def answer_swap(swap_id: int, agrees: bool, *, actor: Actor, now: datetime) -> str:
    """Agree or refuse; returns the state. The shifts change hands when the last one agrees.

    The colleague answers what was asked, whoever plans what was agreed; whoever asked may withdraw
    it by refusing. Refuses what is settled or has begun (SwapClosed), and a colleague who would be
    on duty twice at once (ShiftsMeet).
    """
    swap, actor = swap_to_answer(swap_id, agrees, actor, now)
    before, swap.state = swap.state, _state_after(swap, agrees, actor)
    swap.decided_at, asker = now, swap.shift.appointment_id
    if swap.state == "done":
        _change_hands(swap)
    swap.save(update_fields=["state", "decided_at"])
    record(
        "posts.swap.answered",
        subject=("posts.swap", swap.pk),
        actor=actor,
        at=now,
        shift=swap.shift_id,
        asker=asker,
        other=swap.other_id,
        before=before,
        state=swap.state,
    )
    return swap.state


def _state_after(swap: ShiftSwap, agrees: bool, actor: Actor) -> str:
    if not agrees:
        own = swap.shift.appointment.account_id == actor.account_id
        return "withdrawn" if own else "refused"
    waits = swap.state == "asked" and swap.shift.pattern.swaps_approved
    return "agreed" if waits else "done"


def _change_hands(swap: ShiftSwap) -> None:
    mine, other = swap.shift.appointment_id, swap.other_id
    try:
        with transaction.atomic():
            both = Shift.objects.filter(pk__in=[swap.shift_id, swap.in_return_id])
            gets = Case(When(pk=swap.shift_id, then=Value(other)), default=Value(mine))
            both.update(appointment=gets)
    except IntegrityError as problem:
        if "one_shift_at_a_time" not in str(problem):
            raise
        raise ShiftsMeet from problem
