"""Votes: an action that names a register of the effect `ballot` takes the numbers of a count, and
they decide where it leads.

The register says for the type of the matter what a vote needs. Numbers that contradict each other
are refused. What was counted stays in the record of the act, with the version of the register, so
that it can be read by the rule that held.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.structure.registers.ballots import EFFECT, Threshold, threshold_of
from yiwang.structure.registers.decide import decide
from yiwang.structure.registers.fitting import Facts
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.subjects import Situation, Votes
from yiwang.work.workflows.wording import in_words

__all__ = [
    "EFFECT",
    "LABELS",
    "Ballot",
    "as_counted",
    "ballot_of",
    "contradicting",
    "passes",
    "rule_in_words",
]

MOST = 9_999_999
HEADS = ("entitled", "took_part", "agreed")
AREAS = ("area_entitled", "area_took_part", "area_agreed")
LABELS: dict[str, Sentence] = {
    "entitled": _("How many are entitled to vote"),
    "took_part": _("How many took part"),
    "agreed": _("How many agreed"),
    "area_entitled": _("Area of all who are entitled, in m²"),
    "area_took_part": _("Area of those who took part, in m²"),
    "area_agreed": _("Area of those who agreed, in m²"),
}
_NUMBER = _("Please give this as a number from 0 to %(most)d, with two digits after the point.")
_WHOLE = _("Please give this as a whole number from 0 to %(most)d.")
_ENTITLED = _("Somebody has to be entitled: a number above 0.")
_PART = _("More cannot take part than are entitled. Correct one of the two numbers.")
_AGREED = _("More cannot agree than took part. Correct one of the two numbers.")
_NO_AREA = _("Nobody without an area takes part, and no area without somebody: correct it.")


@dataclass(frozen=True, slots=True)
class Ballot:
    """The rule for a vote on this matter. `threshold` None: no entry of the register fits it."""

    register: str
    name: str
    version: int | None  # its number
    entry: str  # key
    title: str
    basis: str
    threshold: Threshold | None

    @property
    def rule(self) -> str:
        """What it needs, in a sentence; empty where the register says nothing of it."""
        stated = self.threshold
        return rule_in_words(asdict(stated)) if stated else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The numbers that are asked for."""
        return (*HEADS, *AREAS) if self.threshold and self.threshold.by_area else HEADS


def ballot_of(action: Action, situation: Situation, on: date) -> Ballot | None:
    """The rule by which an action counts; None where it counts nothing."""
    if action.ballot is None:
        return None
    facts = Facts(
        on=on,
        kind=situation.kind,
        nature=situation.nature,
        area_id=situation.area_id,
        text=situation.text,
    )
    decision = decide(action.ballot, facts)
    entry = decision.entry
    return Ballot(
        register=action.ballot,
        name=decision.register_name,
        version=decision.version,
        entry=entry.key if entry else "",
        title=in_words(entry.title, entry.title_en) if entry else "",
        basis=entry.basis if entry else "",
        threshold=threshold_of(entry.outcome) if entry else None,
    )


def rule_in_words(rule: Mapping[str, Any]) -> str:  # Any: JSON
    """What a vote needs, in one sentence, from the shares and marks that a record keeps too."""
    is_above, by_area = rule["is_above"], rule["by_area"]
    if by_area and is_above:
        said = _(
            "By number and by area: at least %(part)s take part, and more than %(agree)s of those "
            "taking part agree."
        )
    elif by_area:
        said = _(
            "By number and by area: at least %(part)s take part, and at least %(agree)s of those "
            "taking part agree."
        )
    elif is_above:
        said = _("At least %(part)s take part, and more than %(agree)s of those agree.")
    else:
        said = _("At least %(part)s take part, and at least %(agree)s of those agree.")
    return str(said) % {"part": rule["takes_part"], "agree": rule["agree"]}


def contradicting(ballot: Ballot, votes: Votes | None) -> Iterator[tuple[str, Sentence]]:
    """A sentence for every number that is missing or cannot be, by the name of its field."""
    if ballot.threshold is None:
        said = _(
            "The register “%(name)s” says nothing of votes on matters of this type. Have an entry "
            "made there first, or choose the type that it is."
        )
        yield "votes.entitled", said % {"name": ballot.name or ballot.register}
        return
    given = asdict(votes or Votes())
    unusable = {name for name in ballot.fields if not _is_usable(name, given[name])}
    for name in ballot.fields:
        if name in unusable:
            yield f"votes.{name}", (_NUMBER if name in AREAS else _WHOLE) % {"most": MOST}
    if not unusable:
        yield from _beyond(ballot, given)


def _is_usable(name: str, value: Decimal | None) -> bool:
    if value is None or not value.is_finite() or not 0 <= value <= MOST:
        return False
    return value == round(value, 2 if name in AREAS else 0)


def _beyond(ballot: Ballot, given: Mapping[str, Decimal]) -> Iterator[tuple[str, Sentence]]:
    for prefix in ("", "area_") if len(ballot.fields) > len(HEADS) else ("",):
        entitled, took_part, agreed = (given[f"{prefix}{name}"] for name in HEADS)
        if not entitled:
            yield f"votes.{prefix}entitled", _ENTITLED
        if took_part > entitled:
            yield f"votes.{prefix}took_part", _PART
        if agreed > took_part:
            yield f"votes.{prefix}agreed", _AGREED
    if len(ballot.fields) > len(HEADS):
        for name in ("took_part", "agreed"):
            if bool(given[name]) != bool(given[f"area_{name}"]):
                yield f"votes.area_{name}", _NO_AREA


def passes(ballot: Ballot, votes: Votes) -> bool:
    """Whether these numbers, which do not contradict each other, are enough."""
    threshold = ballot.threshold
    assert threshold is not None  # checked before
    given = asdict(votes)
    prefixes = ("", "area_") if threshold.by_area else ("",)
    return all(
        _share(given[f"{each}took_part"], given[f"{each}entitled"]) >= threshold.takes_part
        and threshold.suffices(_share(given[f"{each}agreed"], given[f"{each}took_part"]))
        for each in prefixes
    )


def _share(part: Decimal, whole: Decimal) -> Fraction:
    return Fraction(part) / Fraction(whole) if whole else Fraction(0)


def as_counted(ballot: Ballot, votes: Votes) -> dict[str, Any]:  # Any: JSON
    """For the record of the act: the numbers, the rule, and what came of it."""
    threshold, given = ballot.threshold, asdict(votes)
    assert threshold is not None  # as above
    rule = {
        "register": ballot.register,
        "version": ballot.version,
        "entry": ballot.entry,
        "title": ballot.title,
        "basis": ballot.basis,
        "takes_part": str(threshold.takes_part),
        "agree": str(threshold.agree),
        "is_above": threshold.is_above,
        "by_area": threshold.by_area,
    }
    numbers = {name: str(given[name]) for name in ballot.fields}
    return {"vote": {**rule, **numbers, "passed": passes(ballot, votes)}}
