"""Ask a colleague of the same post to take one's shift, for one of theirs or for none."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.duty.policies import shift_to_swap
from yiwang.structure.posts.duty.refusals import SwapAsked
from yiwang.structure.posts.models import OPEN_SWAPS, Shift, ShiftSwap
from yiwang.structure.posts.queries.active import active_appointments


@dataclass(frozen=True, slots=True)
class Swap:
    """My shift, who shall take it, and the shift of theirs that I take in return, if any."""

    shift_id: int
    other_id: int  # an appointment to the same post
    in_return_id: int | None = None
    reason: str = ""


@transaction.atomic
def ask_swap(swap: Swap, *, actor: Actor, now: datetime) -> int:
    """Ask; nothing changes before the other agrees. Returns the swap's id."""
    shift, actor = shift_to_swap(swap.shift_id, actor, now)
    if shift.swaps.filter(state__in=OPEN_SWAPS).exists():
        raise SwapAsked
    colleagues = active_appointments(timezone.localdate(shift.starts_at)).filter(post=shift.post)
    if not colleagues.filter(pk=swap.other_id).exclude(account=actor.account_id).exists():
        raise Invalid({"other": _("Choose a colleague who holds this post on that day.")})
    if swap.in_return_id is not None:
        theirs = Shift.objects.filter(appointment=swap.other_id, starts_at__gt=now)
        if not theirs.filter(pk=swap.in_return_id).exists():
            raise Invalid({"in_return": _("Choose a coming shift of that colleague.")})
    asked = ShiftSwap.objects.create(
        shift=shift,
        other_id=swap.other_id,
        in_return_id=swap.in_return_id,
        reason=swap.reason,
        asked_at=now,
    )
    record(
        "posts.swap.asked",
        subject=("posts.swap", asked.pk),
        actor=actor,
        at=now,
        shift=shift.pk,
        other=swap.other_id,
        in_return=swap.in_return_id,
    )
    return asked.pk
