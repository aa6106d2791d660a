"""Words of a case for search: pairs of neighbouring Chinese characters, whole words otherwise.

Two-character words are found because every pair is indexed; the last character of a run is indexed
alone, so that a single character is found too. Numbers and addresses of people are left out of the
index, and so is every other number long enough to reach somebody by: nobody can be searched for
across cases (privacy.md 7).
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Value
from django.db.models.functions import Cast

from yiwang.foundation.personal_numbers import personal_numbers

_RUN = re.compile(r"[\u3400-\u9fff]+|[0-9a-z]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+")  # from a blank on: Chinese text has few
_LONG_NUMBER = re.compile(r"(?:[0-9][ ()./-]{0,2}){6,}[0-9]")  # seven digits: a landline
_LONGEST_WORD = 60


def words_of(*texts: str) -> list[str]:
    """The words of what people wrote to index, in order, each once."""
    words: dict[str, None] = {}
    for text in filter(None, texts):
        for run in _RUN.findall(_without_people(text)):
            words.update(dict.fromkeys(_indexed(run)))
    return list(words)


def vector_of(text: str, place_text: str, number: str) -> str:
    """The words of a case as PostgreSQL reads a `tsvector`, with the number of its own.

    No word holds a quote or a backslash.
    """
    words = "' '".join([*words_of(text, place_text), number])
    return f"'{words}'"


def holds_words(sought: str) -> Func | None:
    """A condition on cases: it holds all words of `sought`. None when there are none."""
    terms = [term for run in _runs(sought) for term in _sought(run)]
    if not terms:
        return None
    query = Cast(Value(" & ".join(terms)), SearchQueryField())
    return Func(
        F("words"),
        query,
        template="(%(expressions)s)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def _runs(text: str) -> list[str]:
    return _RUN.findall(_even(text))


def _even(text: str) -> str:
    """Full-width letters and digits as ordinary ones, all small."""
    return unicodedata.normalize("NFKC", text).lower()


def _without_people(text: str) -> str:
    """The text made even, without what could reach anybody."""
    text = _even(text)
    for number in reversed(personal_numbers(text)):
        text = f"{text[: number.start]} {text[number.end :]}"
    return _LONG_NUMBER.sub(" ", _ADDRESS.sub(" ", text))


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]


def _indexed(run: str) -> list[str]:
    if _CHINESE.match(run):
        return [*_pairs(run), run[-1]]
    return [run[:_LONGEST_WORD]]


def _sought(run: str) -> list[str]:
    if _CHINESE.match(run) and len(run) > 1:
        return [f"'{pair}'" for pair in _pairs(run)]
    return [f"'{run[:_LONGEST_WORD]}':*"]
