"""The result of looking at one thing."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "MEND"]


@dataclass(frozen=True, slots=True)
class Check:
    """What was found; and unless it is "ok", what to do. A "note" can wait, "MEND" cannot."""

    name: str
    state: State
    found: str
    remedy: str = ""


def check(name: str, is_well: bool, found: str, remedy: str, *, worst: State = "MEND") -> Check:
    """ "ok" when all is well, else `worst` with the remedy."""
    return Check(name, "ok", found) if is_well else Check(name, worst, found, remedy)
