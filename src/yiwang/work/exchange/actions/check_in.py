"""At the counter: whoever comes says their code, and the place counts as used."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.ending import close_card, is_all_done
from yiwang.work.exchange.models import Claim
from yiwang.work.exchange.policies import claim_by_code, putting_up
from yiwang.work.exchange.states import CardState, ClaimState, check_claim_move

EARLIEST = timedelta(hours=2)  # before it begins


@transaction.atomic
def check_in(code: str, *, actor: Actor, now: datetime) -> Claim:
    """The claim; with the last part of a card without times the card is fulfilled. Refuses a code
    for another card's area (Forbidden), and one whose time has not come (Invalid)."""
    claim = claim_by_code(code)
    acting = putting_up(claim.card.area_id, actor, timezone.localdate(now))
    check_claim_move(claim.state, ClaimState.DONE)
    if claim.slot and claim.slot.starts_at > now + EARLIEST:
        when = timezone.localtime(claim.slot.starts_at)
        said = _("This place is for %(when)s. Check in on that day.")
        raise Invalid({"code": said % {"when": f"{when:%Y-%m-%d %H:%M}"}})
    claim.state, claim.done_at, claim.ended_at = ClaimState.CONFIRMED, now, now
    claim.save(update_fields=["state", "done_at", "ended_at"])
    subject = ("exchange.claim", claim.pk)
    record("exchange.claim.checked_in", subject=subject, actor=acting, at=now, card=claim.card_id)
    if claim.card.state == CardState.OPEN and is_all_done(claim.card):
        close_card(claim.card, CardState.FULFILLED, "", actor=acting, now=now)
    return claim
