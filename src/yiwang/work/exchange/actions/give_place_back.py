"""With the code, a resident gives back the place they took; they need not say why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.work.exchange.carrying import give_back
from yiwang.work.exchange.policies import claim_by_code
from yiwang.work.exchange.states import ClaimState, check_claim_move

GIVEN_BACK = _("Given back with the code")


@transaction.atomic
def give_place_back(code: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """NotFound for a code that opens nothing; AlreadyDone for a place that is not held any more."""
    claim = claim_by_code(code)
    check_claim_move(claim.state, ClaimState.RELEASED)
    give_back(claim, str(GIVEN_BACK), to=ClaimState.RELEASED, actor=actor, now=now)
