"""Reviews in words: periods, subjects and answers as people say them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.refusals import Sentence
from yiwang.insight.reviews.cards import Line
from yiwang.insight.reviews.definition import Question
from yiwang.insight.reviews.scoring import Addend, values_of
from yiwang.portals.rules.numbers import day_of
from yiwang.work.cases.grades import GRADES

PARTS: dict[str, Sentence] = {
    "reviewers": gettext_lazy("Reviewers"),
    "public": gettext_lazy("Residents"),
    "duty": gettext_lazy("Duties"),
}
CADENCES: dict[str, Sentence] = {
    "month": gettext_lazy("Every month"),
    "quarter": gettext_lazy("Every quarter"),
    "half_year": gettext_lazy("Every half-year"),
    "year": gettext_lazy("Every year"),
}
YES_NO: dict[int, Sentence] = {1: gettext_lazy("Yes"), 0: gettext_lazy("No")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer."""

    value: int
    label: Sentence
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A question as a form shows it, with what was given and what is wrong with it."""

    question: Question
    choices: list[Choice]
    given: str = ""
    fault: Sentence = ""


def fields_of(
    questions: list[Question], given: dict[str, str], faults: dict[str, Sentence]
) -> list[Field]:
    """The form, with what was sent before."""
    return [
        Field(each, _choices(each, given.get(each.key, "")), given.get(each.key, ""), fault)
        for each in questions
        for fault in [faults.get(each.key, "")]
    ]


def in_word(question: Question, value: int) -> Sentence:
    """An answer in words."""
    return (GRADES if question.kind == "grade" else YES_NO)[value]


def _choices(question: Question, given: str) -> list[Choice]:
    words = GRADES if question.kind == "grade" else YES_NO
    values = sorted(values_of(question), reverse=True)
    return [Choice(value, words[value], given == str(value)) for value in values]


@dataclass(frozen=True, slots=True)
class Term:
    """An addend of a sum, as the formula shows it."""

    name: Sentence
    addend: Addend
    is_left_out: bool = False


def formula(addends: list[Term]) -> str:
    """`(60 × 66.7 + 40 × 50.0) ÷ 100`: every addend that counts; empty where there is none."""
    counted = [
        each.addend for each in addends if each.addend.points is not None and not each.is_left_out
    ]
    if not counted:
        return ""
    terms = " + ".join(f"{plain(each.weight)} × {each.points}" for each in counted)
    weight = sum((each.weight for each in counted), Decimal(0))
    return f"({terms}) ÷ {plain(weight)}"


def plain(number: Decimal) -> str:
    """Without zeros at the end."""
    return f"{number.normalize():f}"


def facts_said(line: Line) -> str:
    """What the value of a line rests on, in a few words."""
    facts = line.facts
    said = []
    if facts.get("source"):
        day = day_of(facts.get("on", ""))
        said.append(
            _("%(source)s; typed in by %(by)s, %(day)s")
            % {**facts, "day": date_format(day) if day else facts.get("on", "")}
        )
    if facts.get("rounds"):
        said.append(_("rounds: %(rounds)s; answered %(answered)s of %(asked)s") % facts)
    if facts.get("unknown"):
        said.append(_("not known and not counted: %(number)s") % {"number": facts["unknown"]})
    if line.since == "year":
        said.append(_("since the first of January"))
    return " ".join(said)
