"""Ask for something to be left out: an exclusion by who organizes, an appeal by the subject."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.insight.reviews.answering import NUMBERS
from yiwang.insight.reviews.models import Answer, Card, Objection
from yiwang.insight.reviews.policies import NO_RESULT, organizing, result_to_see, speaking_for
from yiwang.insight.reviews.queries.cards import card_to_see
from yiwang.insight.reviews.subjects import Subject, belongs

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Matter:
    """A whole result, one named answer of it, or a line of a locked card."""

    reviewed_id: int | None = None
    answer_id: int | None = None
    card_id: int | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    subject: Subject
    at: dict[str, object]


@transaction.atomic
def object_to(matter: Matter, reason: str, *, actor: Actor, now: datetime) -> int:
    """The id of the objection; it waits for a second person.

    Refuses what the actor may not see (NotFound), who neither organizes there nor belongs to the
    subject (Forbidden), a result that is not closed yet and a missing reason (Invalid), and what is
    objected to, or left out, already (AlreadyDone).
    """
    today = timezone.localdate(now)
    account_id = actor.account_id or 0
    found = _card(matter, account_id, now) if matter.card_id else _result(matter, account_id, now)
    is_own = belongs(found.subject, account_id, today)
    if is_own:
        actor = speaking_for(found.subject, actor, today)
    elif found.subject.of == "appointment":
        raise Forbidden(_("Only the holder of the post appeals against this result."))
    else:
        actor = organizing(found.subject.area_id, actor, today)
    reason = reason.strip()
    _check(reason)
    already = Objection.objects.filter(**found.at).exclude(is_granted=False)
    if already.exists():
        raise AlreadyDone(_("This is objected to, or left out, already."))
    made = Objection.objects.create(
        kind="appeal" if is_own else "exclusion",
        reason=reason,
        by_id=account_id,
        by_as=actor.capacity,
        asked_at=now,
        **found.at,
    )
    record(
        f"reviews.{made.kind}.asked",
        subject=("reviews.objection", made.pk),
        actor=actor,
        at=now,
        reviewed=matter.reviewed_id,
        answer=matter.answer_id,
        card=matter.card_id,
        line=matter.line,
    )
    return made.pk


def _result(matter: Matter, account_id: int, now: datetime) -> _Found:
    reviewed, subject = result_to_see(matter.reviewed_id or 0, account_id, timezone.localdate(now))
    if reviewed.closed_at is None:
        raise Invalid({"reason": _("The round is still open: there is no result yet.")})
    answers = Answer.objects.filter(asked__reviewed=reviewed, pk=matter.answer_id or 0)
    if matter.answer_id and not answers.exists():
        raise NotFound(NO_RESULT)
    return _Found(subject, {"reviewed": reviewed, "answer": answers.first()})


def _card(matter: Matter, account_id: int, now: datetime) -> _Found:
    card, subject = card_to_see(matter.card_id or 0, account_id, timezone.localdate(now))
    locked = Card.objects.select_for_update().get(pk=card.pk)
    if not any(line["key"] == matter.line for line in locked.lines):
        raise NotFound(NO_RESULT)
    return _Found(subject, {"card": locked, "line": matter.line})


def _check(reason: str) -> None:
    if not reason or len(reason) > LONGEST:
        raise Invalid({"reason": _("Please give a reason, in 500 characters at most.")})
    if personal_numbers(reason):
        raise Invalid({"reason": NUMBERS})
