"""A resident takes a place, or asks to take a card on, without saying who they are: a code is all
that is known."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Refusal
from yiwang.foundation.tracking import new_code
from yiwang.work.exchange.claiming import Ask, claim_on
from yiwang.work.exchange.models import Claim
from yiwang.work.exchange.policies import locked_card
from yiwang.work.exchange.states import UNDER_WAY

MOST_WAITING = 200  # without a name, on one card


class TooManyWait(Refusal):
    """So many ask that no more are taken."""

    code = "too_many_wait"


@transaction.atomic
def take_place(
    card_id: int, slot_id: int | None, form: UUID, *, actor: Actor = REPORTER, now: datetime
) -> tuple[Claim, str | None]:
    """The claim and the code by which it is found again, none where the form was sent before.
    A place at a time is held at once; without times, whoever put the card up decides."""
    card = locked_card(card_id)
    if sent := Claim.objects.filter(form=form, card=card_id).first():
        return sent, None
    open_ones = card.claims.exclude(code_digest="").filter(state__in=UNDER_WAY, slot=slot_id)
    if open_ones.count() >= MOST_WAITING:
        raise TooManyWait(_("So many have asked that no more are taken. Choose another time."))
    code = new_code()
    claim = claim_on(card, Ask(form=form, slot_id=slot_id), code.digest, now)
    claim.asked_as = actor.capacity[:200]
    claim.save()
    subject = ("exchange.claim", claim.pk)
    record(
        "exchange.claim.made", subject=subject, actor=actor, at=now, card=card.pk, state=claim.state
    )
    return claim, code.shown
