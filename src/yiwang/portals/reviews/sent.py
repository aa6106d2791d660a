"""What forms of reviews send, as actions take it."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.insight.reviews.answering import Given
from yiwang.insight.reviews.definition import Question
from yiwang.portals.casework.typed import text_of

Faults = dict[str, Sentence]


def sent_answers(query: QueryDict, questions: Sequence[Question]) -> dict[str, str]:
    """Question -> what was sent."""
    return {each.key: text_of(query, f"q-{each.key}", 2000) for each in questions}


def given_of(sent: dict[str, str], questions: Sequence[Question]) -> Given:
    """The same as an answer; what is no number is missing."""
    values = {
        each.key: int(sent[each.key])
        for each in questions
        if each.kind != "text" and sent[each.key] in set("012345")
    }
    return Given(values, {each.key: sent[each.key] for each in questions if each.kind == "text"})


def faults_of(refusal: Refusal) -> Faults:
    """What is wrong, by field; on top where it is about no field."""
    return dict(refusal.fields) if isinstance(refusal, Invalid) else {"": refusal.sentence}


def errors_of(faults: Faults) -> list[tuple[str, str]]:
    """The same for the summary of errors."""
    return [(f"f-{name}" if name else "", str(said)) for name, said in faults.items()]


def errors_by_question(faults: Faults, questions: Sequence[Question]) -> list[tuple[str, str]]:
    """The same, each with the question that it is about."""
    is_english = (get_language() or "").startswith("en")
    asked = {each.key: (is_english and each.text_en) or each.text for each in questions}
    return [
        (
            field,
            _("%(label)s: %(said)s") % {"label": asked[field[2:]].rstrip("?？"), "said": said}
            if field[2:] in asked
            else said,
        )
        for field, said in errors_of(faults)
    ]
