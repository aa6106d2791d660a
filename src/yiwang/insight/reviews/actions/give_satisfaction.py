"""A resident's answer to a public questionnaire: without an account, once by slip or by form."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import NotFound
from yiwang.insight.reviews.answering import (
    Given,
    add_anonymous,
    check_given,
    digest_of_slip,
    still_open,
)
from yiwang.insight.reviews.models import Reviewed, Slip
from yiwang.insight.reviews.schemes import review_of

NO_FORM = _("There is no such questionnaire, or it is over. Thank you all the same.")
NEEDS_SLIP = _("This questionnaire is answered with the printed slip that was handed out.")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What lets somebody answer: a printed slip's word, or the form handed out by the page."""

    word: str
    is_printed: bool = False


@transaction.atomic
def give_satisfaction(
    reviewed_id: int, ticket: Ticket, given: Given, *, actor: Actor = REPORTER, now: datetime
) -> bool:
    """Whether it was counted now; False where this slip or form was sent before.

    Refuses a subject without a questionnaire and an unknown slip (NotFound), an incomplete form
    (Invalid), and a closed round (RoundOver). The record names nobody and no subject.
    """
    if not Reviewed.objects.filter(pk=reviewed_id).exists():
        raise NotFound(NO_FORM)
    reviewed = still_open(reviewed_id)
    scheme = review_of(reviewed.round)
    if scheme.residents is None:
        raise NotFound(NO_FORM)
    questions = scheme.questions_of("public")
    checked = check_given(given, questions)
    if not _spend(reviewed, ticket, by_slip=scheme.residents.by_slip):
        return False
    add_anonymous(reviewed, "public", checked, questions)
    record(
        "reviews.satisfaction.given",
        subject=("reviews.round", reviewed.round_id),
        actor=actor,
        at=now,
    )
    return True


def _spend(reviewed: Reviewed, ticket: Ticket, *, by_slip: bool) -> bool:
    """Whether the ticket counts and was not used before."""
    digest = digest_of_slip(ticket.word)
    slip = Slip.objects.select_for_update().filter(digest=digest).first()
    if slip is not None and (slip.reviewed_id != reviewed.pk or slip.is_used):
        return False
    if slip is None and ticket.is_printed:
        raise NotFound(_("There is no such slip. Check the letters and digits on it."))
    if slip is None and by_slip:
        raise NotFound(NEEDS_SLIP)
    if slip is None:
        Slip.objects.create(reviewed=reviewed, digest=digest, is_used=True)
        return True
    slip.is_used = True
    slip.save(update_fields=["is_used"])
    return True
