"""Taking an answer in: what a form may be answered with, and adding an anonymous one to the counts.

Every count of the subject and every remark is written at each anonymous answer, the remarks in the
order of their words: neither a key, nor a place on the disk, nor the number of the transaction
tells which of them came with which answer.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.insight.reviews.definition import Question
from yiwang.insight.reviews.models import Remark, Reviewed, Tallied
from yiwang.insight.reviews.scoring import values_of

LONGEST = 500
NUMBERS = _(
    "This holds a telephone, identity or card number. Please take it out: nobody should find a "
    "person in an answer."
)


class RoundOver(Refusal):
    """The round is closed."""

    code = "round_over"

    def __init__(self) -> None:
        super().__init__(_("This round is closed: nothing in it changes any more."))


@dataclass(frozen=True, slots=True)
class Given:
    """Question -> value, and question -> words."""

    values: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def check_given(given: Given, questions: Sequence[Question]) -> Given:
    """What counts of it. Refuses a missing or impossible value, words that are too long, and words
    with a number of a person (Invalid, by question)."""
    faults: dict[str, Sentence] = {}
    values: dict[str, int] = {}
    words: dict[str, str] = {}
    for question in questions:
        said = given.words.get(question.key, "").strip()
        if question.kind != "text":
            value = given.values.get(question.key)
            if value is None or value not in values_of(question):
                faults[question.key] = _("Please choose one answer.")
            else:
                values[question.key] = int(value)
        elif len(said) > LONGEST:
            faults[question.key] = _("Please use at most %(most)d characters.") % {"most": LONGEST}
        elif personal_numbers(said):
            faults[question.key] = NUMBERS
        elif said:
            words[question.key] = said
    if faults:
        raise Invalid(faults)
    return Given(values, words)


def digest_of_slip(word: str) -> str:
    """What is kept of a slip."""
    return sha256(f"reviews.slip:{word.strip().upper()}".encode()).hexdigest()


def still_open(reviewed_id: int) -> Reviewed:
    """The subject, locked, so that answers come one after another. RoundOver when it is closed."""
    rows = Reviewed.objects.select_for_update(of=("self",)).select_related("round__version")
    reviewed = rows.get(pk=reviewed_id)
    if reviewed.closed_at is not None:
        raise RoundOver
    return reviewed


def add_anonymous(
    reviewed: Reviewed, side: str, given: Given, questions: Sequence[Question]
) -> None:
    """Add one answer to the counts and remarks of a side of a locked subject."""
    cells = [
        Tallied(reviewed=reviewed, side=side, question=each.key, value=value)
        for each in questions
        for value in values_of(each)
    ]
    Tallied.objects.bulk_create(cells, ignore_conflicts=True)
    chosen = [f"{side}/{key}/{value}" for key, value in given.values.items()]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [chosen, reviewed.pk])
    kept = list(reviewed.remarks.values_list("side", "question", "words"))
    kept += [(side, question, words) for question, words in given.words.items()]
    reviewed.remarks.all().delete()
    Remark.objects.bulk_create(
        Remark(id=uuid.uuid4(), reviewed=reviewed, side=each, question=question, words=words)
        for each, question, words in sorted(kept, key=lambda one: one[2])
    )


_ADD = """
UPDATE reviews_tallied
SET number = number + (side || '/' || question || '/' || value = ANY(%s))::int
WHERE reviewed_id = %s
"""
