"""Whoever made a wish thanks those who made it come true."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.work.exchange.policies import card_to_thank_for
from yiwang.work.exchange.writing import fault_of_words

LONGEST = 300


@transaction.atomic
def thank(run_id: int, words: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """For the card of a matter, once: read by those who took it on and by staff. Whoever calls this
    has opened the matter as its reporter. NotFound for a matter of which no card came true; refuses
    what cannot be used (Invalid) and a second time (AlreadyDone)."""
    card = card_to_thank_for(run_id)
    if card.thanks:
        raise AlreadyDone(_("Your thanks have been passed on already."))
    if not words.strip():
        raise Invalid({"thanks": _("Write a word of thanks, or leave it: nobody expects it.")})
    if fault := fault_of_words(words, LONGEST):
        raise Invalid({"thanks": fault})
    card.thanks = words.strip()
    card.save(update_fields=["thanks"])
    subject = ("exchange.card", card.pk)
    record("exchange.card.thanked", subject=subject, actor=actor, at=now, run=run_id)
