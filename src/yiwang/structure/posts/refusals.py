"""What cannot be done with posts, and what to do instead."""

import re
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from psycopg.errors import ExclusionViolation

from yiwang.foundation.refusals import AlreadyDone, Refusal
from yiwang.structure.posts.queries import post_name

if TYPE_CHECKING:
    from yiwang.structure.posts.queries.conflicts import Conflict


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


class AtOdds(Refusal):
    """The locality lets nobody hold these two posts at once."""

    code = "at_odds"

    def __init__(self, conflict: "Conflict") -> None:
        in_english = (get_language() or "").startswith("en")
        rule = conflict.rule
        super().__init__(
            _("One person cannot hold both “%(one)s” and “%(other)s”: %(reason)s")
            % {
                "one": post_name(conflict.one.post),
                "other": post_name(conflict.other.post),
                "reason": (in_english and rule.reason_en) or rule.reason,
            }
        )


def doubly_taken_post(problem: IntegrityError) -> int | None:
    """The id of the post that would have two primary holders, if that is what the problem is."""
    cause = problem.__cause__
    if not isinstance(cause, ExclusionViolation):
        return None
    found = re.search(r"\[(\d+),", cause.diag.message_detail or "")
    return int(found[1]) if found else None
