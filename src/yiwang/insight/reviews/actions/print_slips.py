"""Print slips for the residents of a subject: each answers once, and only now are they readable."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.answering import digest_of_slip, still_open
from yiwang.insight.reviews.models import Slip
from yiwang.insight.reviews.policies import NO_RESULT, organizing
from yiwang.insight.reviews.queries.rounds import reviewed_by_id
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import subject_of

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that are read for others
LENGTH = 10
MOST = 500


@transaction.atomic
def print_slips(reviewed_id: int, number: int, *, actor: Actor, now: datetime) -> list[str]:
    """The words of new slips. Refuses who does not organize there, a number outside 1 to 500, and a
    subject without a questionnaire."""
    subject = subject_of(reviewed_by_id(reviewed_id))
    actor = organizing(subject.area_id, actor, timezone.localdate(now))
    reviewed = still_open(reviewed_id)
    if review_of(reviewed.round).residents is None:
        raise NotFound(NO_RESULT)
    if not 1 <= number <= MOST:
        raise Invalid({"number": _("Please choose a number from 1 to 500.")})
    words = ["".join(secrets.choice(LETTERS) for _each in range(LENGTH)) for _one in range(number)]
    Slip.objects.bulk_create(Slip(reviewed=reviewed, digest=digest_of_slip(word)) for word in words)
    record(
        "reviews.slip.printed",
        subject=("reviews.round", reviewed.round_id),
        actor=actor,
        at=now,
        number=number,
    )
    return words
