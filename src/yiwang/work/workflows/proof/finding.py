"""One thing that the proof of a definition has found, with the path that shows it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import format_lazy

from yiwang.foundation.refusals import Sentence
from yiwang.foundation.toml_lines import Path

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Finding:
    """`path` alternates the keys of steps and actions: collect, settle, verify …

    `where` is the place in the TOML text that has to change.
    """

    rule: str
    sentence: Sentence
    path: tuple[str, ...] = ()
    where: Path = ()

    def __str__(self) -> str:
        return str(self.sentence)


def finding(
    rule: str,
    sentence: "_StrPromise",
    *,
    path: tuple[str, ...] = (),
    where: Path = (),
    **words: object,
) -> Finding:
    """A finding whose `sentence` has `words` filled in once its reader's language is known."""
    return Finding(rule, format_lazy(sentence, **words), path, where)


def at_step(
    rule: str, sentence: "_StrPromise", step: str, *where: str | int, **words: object
) -> Finding:
    """A finding about one step: its path is that step, `where` begins inside it."""
    return finding(rule, sentence, path=(step,), where=("steps", step, *where), step=step, **words)
