"""Every personal field says in code why it is kept, on what basis and for how long (privacy.md 3).

A model lists its personal fields in `personal_fields`; an architecture test refuses a field that
looks personal and is not listed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Personal:
    """The declaration of one personal field."""

    purpose: str
    basis: str
    kept: str
