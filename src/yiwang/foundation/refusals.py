"""Refusals: what is said to people when something cannot be done, and which answer a door gives.

Raised by actions, policies and queries; pages show the sentence, REST turns it into a problem
document. Each names what to do next. Nothing has changed when one is raised.
"""

from collections.abc import Mapping
from http import HTTPStatus

from django.utils.functional import Promise

Sentence = str | Promise


class Refusal(Exception):
    """Something that cannot be done now, said in the reader's language."""

    status = HTTPStatus.CONFLICT
    code = "refused"

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(Refusal):
    """It does not exist, or the reader may not know that it does."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"


class Forbidden(Refusal):
    """The reader may see it, but not do this."""

    status = HTTPStatus.FORBIDDEN
    code = "forbidden"


class Invalid(Refusal):
    """What was sent cannot be used: `fields` maps each field to what to do about it."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "invalid"

    def __init__(self, fields: Mapping[str, Sentence]) -> None:
        super().__init__("; ".join(str(sentence) for sentence in fields.values()))
        self.fields = dict(fields)


class AlreadyDone(Refusal):
    """Somebody else acted first: look at the present state and decide again."""

    code = "already_done"
