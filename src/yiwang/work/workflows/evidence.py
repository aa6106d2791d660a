"""What shows that something is done: the closed vocabulary of evidence that a type may ask for.

A type lists keys, some with a number: `photo_before`, `place:100` (metres), `text:30` (characters).
Where it was done is told as metres from the place of the subject: nobody's way is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.work.workflows.subjects import Inputs


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind. `input` is what is given for it; `number` what it means where none is written."""

    key: str
    input: str
    name: Sentence
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """A kind of evidence as a type asks for it."""

    kind: Evidence
    number: int


def _kinds(*kinds: Evidence) -> dict[str, Evidence]:
    return {kind.key: kind for kind in kinds}


EVIDENCE = _kinds(
    Evidence("photo", "photos", _("A photo of the result")),
    Evidence("photo_before", "photos_before", _("A photo from before the work")),
    Evidence("photo_after", "photos", _("A photo from after the work")),
    Evidence("document", "documents", _("A picture of the paper: decision, agreement, receipt")),
    Evidence("place", "metres_off", _("Where it was done"), 100),
    Evidence("text", "text", _("What was done, in enough words"), 20),
)
FURTHEST_M = 20_000
_NEEDED: dict[str, Sentence] = {
    "photos": _("Please add a photo of the result."),
    "photos_before": _("Please add a photo from before the work."),
    "documents": _("Please add a picture of the paper."),
    "metres_off": _("Please say whether it was done at the place of the case, or how far away."),
}


class NoEvidence(ValueError):
    """This is no kind of evidence, or not with such a number."""


def demand_of(written: str) -> Demand:
    """What a type means by `place:100`. Raises NoEvidence."""
    key, colon, number = written.partition(":")
    kind = EVIDENCE.get(key)
    is_plain = kind is not None and not colon
    is_numbered = kind is not None and kind.number is not None and number.isdecimal()
    if kind is None or not (is_plain or (is_numbered and 0 < int(number) <= FURTHEST_M)):
        raise NoEvidence(written)
    return Demand(kind, int(number) if number else kind.number or 0)


def is_evidence(written: str) -> bool:
    """Whether a type may ask for this."""
    try:
        demand_of(written)
    except NoEvidence:
        return False
    return True


def demands(evidence: Iterable[str]) -> list[Demand]:
    """Everything asked for, in the order of the vocabulary."""
    asked = [demand_of(written) for written in evidence]
    return sorted(asked, key=lambda demand: list(EVIDENCE).index(demand.kind.key))


def lacking(evidence: Iterable[str], inputs: Inputs) -> Iterator[tuple[str, Sentence]]:
    """The inputs that are missing or fall short, each with a sentence that says what to add."""
    for demand in demands(evidence):
        given = getattr(inputs, demand.kind.input)
        if demand.kind.key == "text":
            if len(given.strip()) < demand.number:
                sentence = _("Please say in at least %(least)d characters what was done.")
                yield "text", sentence % {"least": demand.number}
        elif demand.kind.key == "place":
            yield from _out_of_place(inputs, demand.number)
        elif not given:
            yield demand.kind.input, _NEEDED[demand.kind.input]


def _out_of_place(inputs: Inputs, most: int) -> Iterator[tuple[str, Sentence]]:
    metres = inputs.metres_off
    if metres is None or not 0 <= metres <= FURTHEST_M:
        yield "metres_off", _NEEDED["metres_off"]
    elif metres > most and not inputs.reason.strip():
        sentence = _("It was done more than %(most)d metres from the place: please say why.")
        yield "reason", sentence % {"most": most}
