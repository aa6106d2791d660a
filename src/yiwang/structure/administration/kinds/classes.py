"""The words that posts and appointments are classed by, named in lists by the keys of the pack."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy

from yiwang.foundation.refusals import Sentence
from yiwang.foundation.sheets.columns import Reference
from yiwang.structure.posts.queries.classes import class_words


def _words_of(classification: str, missing: Sentence) -> Reference:
    def offered() -> list[tuple[str, str]]:
        return [
            (key, word.name) for (of, key), word in class_words().items() if of == classification
        ]

    def named(keys: Collection[str]) -> Mapping[str, str]:
        return {key: name for key, name in offered() if key in keys}

    return Reference(named=named, offered=offered, missing=missing)


AN_EMPLOYMENT = _words_of(
    "employment", gettext_lazy("There is no kind of employment “%(value)s”: correct it.")
)
A_SPECIALTY = _words_of("specialty", gettext_lazy("There is no specialty “%(value)s”: correct it."))
A_FORCE = _words_of("force", gettext_lazy("There is no force “%(value)s”: correct it."))
A_GROUP = _words_of("group", gettext_lazy("There is no group “%(value)s”: correct it."))
