"""From TOML to a `Definition`, or to every fault in it with the file and line it stands on."""

import tomllib
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from yiwang.foundation.refusals import Refusal, Sentence
from yiwang.foundation.toml_lines import Path, line_of, line_of_error, lines_of
from yiwang.work.workflows.definition.faults import sentence_of
from yiwang.work.workflows.definition.schema import Definition


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `path` is the file, `line` counts from 1, `place` is the way to
    the setting."""

    path: str
    line: int
    message: Sentence
    place: Path = ()

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class FaultyDefinition(Refusal):
    """The text is no workflow definition; `faults` says why, in the order of the file."""

    code = "faulty_definition"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("This workflow definition has mistakes; correct them and try again."))
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join([str(self.sentence), *map(str, self.faults)])


def read_definition(text: str, path: str) -> Definition:
    """The definition in `text`. Refuses with every fault at once; `path` only names the file."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = format_lazy(_("This is not valid TOML: {problem}."), problem=str(error))
        raise FaultyDefinition([Fault(path, line_of_error(error, text), message)]) from None
    try:
        return Definition.model_validate(document)
    except ValidationError as error:
        raise FaultyDefinition(_faults(error, text, path)) from None


def _faults(error: ValidationError, text: str, path: str) -> list[Fault]:
    lines = lines_of(text)
    faults = [
        Fault(path, line_of(lines, place := _key_path(detail["loc"])), sentence_of(detail), place)
        for detail in error.errors()
    ]
    return sorted(faults, key=lambda fault: fault.line)


def _key_path(loc: Path) -> Path:
    """Pydantic ends the place of a bad key with the word "[key]"."""
    return loc[:-1] if loc and loc[-1] == "[key]" else loc
