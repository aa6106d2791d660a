"""Say that a card is over and what came of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.ending import close_card, is_all_done
from yiwang.work.exchange.policies import card_to_keep
from yiwang.work.exchange.states import CardState, check_card_move
from yiwang.work.exchange.writing import fault_of_words


@transaction.atomic
def end_card(card_id: int, outcome: str, *, fulfilled: bool, actor: Actor, now: datetime) -> None:
    """Fulfilled, or over though not all was done. Refuses to be silent about the outcome, and to
    call fulfilled what nobody was confirmed to have done (Invalid)."""
    card, acting = card_to_keep(card_id, actor, timezone.localdate(now))
    to = CardState.FULFILLED if fulfilled else CardState.ENDED
    check_card_move(card.state, to)
    if not outcome.strip():
        raise Invalid({"outcome": _("Say what came of it.")})
    if fault := fault_of_words(outcome, 2000):
        raise Invalid({"outcome": fault})
    if fulfilled and not (card.slots.exists() or is_all_done(card)):
        said = _(
            "Not all of it was taken on and confirmed. End it as over, and say what is missing."
        )
        raise Invalid({"fulfilled": said})
    close_card(card, to, outcome.strip(), actor=acting, now=now)
