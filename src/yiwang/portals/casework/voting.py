"""The numbers of a vote as a form asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.foundation.refusals import Sentence
from yiwang.work.workflows.ballots import LABELS, Ballot


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """One number. `name` is that of its input, `value` as it was typed."""

    name: str
    label: Sentence
    value: str
    fault: Sentence | None


def numbers_asked(
    ballot: Ballot | None, typed: Mapping[str, str], faults: Mapping[str, Sentence]
) -> list[NumberAsked]:
    """Those that the rule asks for; none where nothing is counted."""
    return [
        NumberAsked(f"votes.{each}", LABELS[each], typed.get(each, ""), faults.get(f"votes.{each}"))
        for each in (ballot.fields if ballot else ())
    ]
