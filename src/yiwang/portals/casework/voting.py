"""The numbers of a vote as a form asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

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


def named_faults(
    asked: Sequence[NumberAsked], faults: Mapping[str, Sentence]
) -> list[tuple[str, Sentence]]:
    """The faults of a form; those of the numbers say of which they are."""
    labels = {each.name: each.label for each in asked}
    return [
        (name, _("%(label)s: %(said)s") % {"label": labels[name], "said": said})
        if name in labels
        else (name, said)
        for name, said in faults.items()
    ]
