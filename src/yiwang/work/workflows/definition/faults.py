"""What the checker of the schema found, in a sentence for whoever wrote the definition."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic_core import ErrorDetails

from yiwang.foundation.refusals import Sentence

# Type of the checker's error -> sentence; {key} is the place, {given} what stands there.
_SENTENCES = {
    "missing": _("“{key}” is missing."),
    "extra_forbidden": _("“{key}” is not known here; is it misspelt?"),
    "string_type": _("“{key}” must be text in quotation marks."),
    "bool_type": _("“{key}” must be true or false."),
    "bool_parsing": _("“{key}” must be true or false."),
    "list_type": _("“{key}” must be a list in square brackets."),
    "dict_type": _("“{key}” must be a table."),
    "model_type": _("“{key}” must be a table."),
    "model_attributes_type": _("“{key}” must be a table."),
    "decimal_type": _("“{key}” must be a number."),
    "decimal_parsing": _("“{key}” must be a number."),
    "int_type": _("“{key}” must be a whole number."),
    "int_parsing": _("“{key}” must be a whole number."),
    "int_from_float": _("“{key}” must be a whole number."),
    "greater_than": _("“{key}” must be greater than {gt}."),
    "less_than_equal": _("“{key}” may be at most {le}."),
    "finite_number": _("“{key}” must be a number."),
    "string_too_short": _("“{key}” must not be empty."),
    "enum": _("“{given}” is not possible for “{key}”; choose one of {expected}."),
    "literal_error": _("“{given}” is not possible for “{key}”; choose one of {expected}."),
    "string_pattern_mismatch": _(
        "“{given}” cannot be a key: use small Latin letters, digits and _, a letter first."
    ),
    "string_too_long": _("“{key}” may have at most {max_length} characters."),
    "too_short": _("“{key}” needs at least {min_length}, there are {actual_length}."),
    "unknown_act": _("“{given}” is not an act; choose one of {expected}."),
    "unknown_request": _("Something else than this cannot be asked for: {expected}."),
    "unknown_input": _("“{given}” is not an input; choose one of {expected}."),
}


def sentence_of(detail: ErrorDetails) -> Sentence:
    """The sentence for one error; the checker's own words where we have none."""
    words: dict[str, Any] = {
        **detail.get("ctx", {}),
        "key": _place(detail["loc"]),
        "given": _shown(detail["input"]),
    }
    sentence = _SENTENCES.get(detail["type"])
    if sentence is None:
        return f"“{words['key']}”: {detail['msg']}"
    return format_lazy(sentence, **words)


def _shown(given: object) -> str:
    return ", ".join(map(str, given)) if isinstance(given, list) else str(given)


def _place(loc: tuple[str | int, ...]) -> str:
    """The last name of a place, with the number of the element (from 1) where it ends in one."""
    names = [part for part in loc if isinstance(part, str) and part != "[key]"]
    last = names[-1] if names else "?"
    return f"{last}[{loc[-1] + 1}]" if loc and isinstance(loc[-1], int) else last
