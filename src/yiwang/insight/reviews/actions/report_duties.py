"""Report duties: done or not, with what shows it; confirmed by another afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.insight.reviews.answering import NUMBERS, still_open
from yiwang.insight.reviews.policies import result_to_see, speaking_for

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Reported:
    """What is said of one duty."""

    is_done: bool
    evidence: str = ""


@transaction.atomic
def report_duties(
    reviewed_id: int, said: Mapping[str, Reported], *, actor: Actor, now: datetime
) -> int:
    """How many entries changed; one that changes has to be confirmed again.

    Refuses others than those it is about (Forbidden, NotFound), a duty done without anything that
    shows it, words with numbers of people (Invalid, by entry), and a closed round (RoundOver).
    """
    today = timezone.localdate(now)
    _seen, subject = result_to_see(reviewed_id, actor.account_id or 0, today)
    actor = speaking_for(subject, actor, today)
    reviewed = still_open(reviewed_id)
    entries = {each.key: each for each in reviewed.duties.order_by("id")}
    _check(said)
    changed = [
        entry
        for key, entry in entries.items()
        if key in said
        and (entry.is_done, entry.evidence) != (said[key].is_done, said[key].evidence)
    ]
    for entry in changed:
        told = said[entry.key]
        entry.is_done, entry.evidence = told.is_done, told.evidence
        entry.reported_by_id, entry.reported_as = actor.account_id, actor.capacity
        entry.reported_at = now
        entry.is_confirmed = entry.confirmed_by = entry.confirmed_at = None
        entry.why = entry.confirmed_as = ""
        entry.save()
    if changed:
        record(
            "reviews.duty.reported",
            subject=("reviews.reviewed", reviewed_id),
            actor=actor,
            at=now,
            entries={entry.key: entry.is_done for entry in changed},
        )
    return len(changed)


def _check(said: Mapping[str, Reported]) -> None:
    faults: dict[str, Sentence] = {}
    for key, told in said.items():
        if told.is_done and not told.evidence:
            faults[key] = _("Please say what shows that it is done: a case, a paper, a day.")
        elif len(told.evidence) > LONGEST:
            faults[key] = _("Please use at most %(most)d characters.") % {"most": LONGEST}
        elif personal_numbers(told.evidence):
            faults[key] = NUMBERS
    if faults:
        raise Invalid(faults)
