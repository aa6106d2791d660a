"""What became of a wish that was put up as a card, for the page by which it is followed."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Sentence
from yiwang.work.exchange.actions.thank import LONGEST
from yiwang.work.exchange.models import Card
from yiwang.work.exchange.queries.wall import card_of_matter, takers_of


@dataclass(frozen=True, slots=True)
class Wished:
    """The card of a matter, how it stands in a sentence, and whether thanks can be said."""

    card: Card
    said: Sentence
    may_thank: bool
    longest: int = LONGEST


def wished(run_id: int | None) -> Wished | None:
    """None for a matter of which there is no card that everybody reads."""
    card = card_of_matter(run_id, timezone.localdate()) if run_id else None
    if card is None:
        return None
    fulfilled = card.state == "fulfilled"
    if fulfilled:
        said = _("It was put on the list of wishes, and has come true.")
    elif card.pk in takers_of([card.pk]):
        said = _("It is on the list of wishes, and somebody has taken it on.")
    else:
        said = _("It is on the list of wishes. Nobody has taken it on yet.")
    return Wished(card, said, fulfilled and not card.thanks)
