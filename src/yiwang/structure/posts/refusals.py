"""What cannot be done with posts, and what to do instead."""

import re

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _
from psycopg.errors import ExclusionViolation

from yiwang.foundation.refusals import AlreadyDone, Refusal


class PostTaken(Refusal):
    """Somebody else is the primary holder of the post at that time."""

    code = "post_taken"

    def __init__(self, post: str) -> None:
        super().__init__(
            _(
                "“%(post)s” already has a primary holder at that time. End that appointment first, "
                "or appoint this person as a further holder."
            )
            % {"post": post}
        )


class AlreadyHeld(AlreadyDone):
    """The same person holds the same post at that time."""

    def __init__(self, post: str) -> None:
        super().__init__(
            _("This person already holds “%(post)s” at that time. There is nothing to add.")
            % {"post": post}
        )


def doubly_taken_post(problem: IntegrityError) -> int | None:
    """The id of the post that would have two primary holders, if that is what the problem is."""
    cause = problem.__cause__
    if not isinstance(cause, ExclusionViolation):
        return None
    found = re.search(r"\[(\d+),", cause.diag.message_detail or "")
    return int(found[1]) if found else None
