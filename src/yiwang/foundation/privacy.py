"""Every personal field says in code why it is kept, on what basis and for how long (privacy.md 3).

A model lists its personal fields in `personal_fields`; an architecture test refuses a field that
looks personal and is not listed. What is declared is shown to everybody on a public page.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Personal:
    """The declaration of one personal field. `what` names it for people."""

    purpose: Words
    basis: Words
    kept: Words
    what: Words = ""
