"""What is wrong with a pack: a file, a line, and a sentence that says what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a pack: `areas.csv`, line 17."""

    path: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to correct."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class FaultyPack(Refusal):
    """A pack that cannot be used; every fault found in it is listed."""

    code = "faulty_pack"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(set(faults))
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(_("The pack has faults; nothing was changed.") + "\n" + lines)
