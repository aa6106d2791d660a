"""The states of cards and claims, and the moves between them. What is not in a table is impossible.

A claim is asked for, held, reported done and confirmed by whoever put the card up, who may send it
back; whoever holds it may release it with a reason, and what is not done in time lapses by itself.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yiwang.foundation.refusals import AlreadyDone


class CardState(StrEnum):
    SUBMITTED = "submitted"  # waits for a second person to read it
    OPEN = "open"
    FULFILLED = "fulfilled"
    ENDED = "ended"  # over, though not all of it was done
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ClaimState(StrEnum):
    ASKED = "asked"
    WAITING = "waiting"  # all places are taken; the first of these moves up
    HELD = "held"
    DONE = "done"  # so says who held it
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    RELEASED = "released"
    LAPSED = "lapsed"


CARD_MOVES: Mapping[CardState, frozenset[CardState]] = {
    CardState.SUBMITTED: frozenset({CardState.OPEN, CardState.DECLINED, CardState.WITHDRAWN}),
    CardState.OPEN: frozenset({CardState.FULFILLED, CardState.ENDED, CardState.WITHDRAWN}),
}
CLAIM_MOVES: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.ASKED: frozenset(
        {ClaimState.HELD, ClaimState.DECLINED, ClaimState.RELEASED, ClaimState.LAPSED}
    ),
    ClaimState.WAITING: frozenset(
        {ClaimState.ASKED, ClaimState.HELD, ClaimState.RELEASED, ClaimState.LAPSED}
    ),
    ClaimState.HELD: frozenset({ClaimState.DONE, ClaimState.RELEASED, ClaimState.LAPSED}),
    ClaimState.DONE: frozenset({ClaimState.CONFIRMED, ClaimState.HELD}),
}
TAKING_PLACES = (ClaimState.ASKED, ClaimState.HELD, ClaimState.DONE, ClaimState.CONFIRMED)
UNDER_WAY = (ClaimState.ASKED, ClaimState.WAITING, ClaimState.HELD, ClaimState.DONE)

CARD_NAMES: Mapping[CardState, Promise] = {
    CardState.SUBMITTED: _("Waits to be read"),
    CardState.OPEN: pgettext_lazy("card", "Open"),
    CardState.FULFILLED: _("Fulfilled"),
    CardState.ENDED: _("Over"),
    CardState.DECLINED: _("Not shown"),
    CardState.WITHDRAWN: _("Taken back"),
}
CLAIM_NAMES: Mapping[ClaimState, Promise] = {
    ClaimState.ASKED: _("Asked for"),
    ClaimState.WAITING: _("On the waiting list"),
    ClaimState.HELD: _("Taken on"),
    ClaimState.DONE: _("Reported done"),
    ClaimState.CONFIRMED: pgettext_lazy("claim", "Done"),
    ClaimState.DECLINED: _("Declined"),
    ClaimState.RELEASED: _("Given back"),
    ClaimState.LAPSED: _("Lapsed"),
}
NOT_NOW = _("This is not in that state any more. Look at it again.")


def check_card_move(present: str, to: CardState) -> None:
    """AlreadyDone where the table has no such move."""
    if to not in CARD_MOVES.get(CardState(present), frozenset()):
        raise AlreadyDone(NOT_NOW)


def check_claim_move(present: str, to: ClaimState) -> None:
    """AlreadyDone where the table has no such move."""
    if to not in CLAIM_MOVES.get(ClaimState(present), frozenset()):
        raise AlreadyDone(NOT_NOW)
