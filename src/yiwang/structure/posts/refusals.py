"""What cannot be done with posts, and what to do instead."""

import re
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from psycopg.errors import ExclusionViolation

from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.structure.posts.queries import post_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiwang.structure.posts.queries.conflicts import Conflict

SHOWN = 10  # people at once; the others are found once these are mended


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
        said = _("One person cannot hold both “%(one)s” and “%(other)s”: %(reason)s")
        super().__init__(said % _words_of(conflict))


class NewlyAtOdds(Invalid):
    """By many appointments at once, people would hold what nobody may hold at once."""

    def __init__(self, conflicts: "Sequence[Conflict]") -> None:
        self.conflicts = conflicts
        words = [f"{each.one.account.username}: {AtOdds(each)}" for each in conflicts[:SHOWN]]
        super().__init__({"appointments": "; ".join(words)})


def held_beside(conflict: "Conflict") -> str:
    """What is pointed out where a rule does not refuse it."""
    said = _("One person would hold both “%(one)s” and “%(other)s”: %(reason)s")
    return str(said % _words_of(conflict))


def _words_of(conflict: "Conflict") -> dict[str, str]:
    in_english = (get_language() or "").startswith("en")
    rule = conflict.rule
    return {
        "one": post_name(conflict.one.post),
        "other": post_name(conflict.other.post),
        "reason": (in_english and rule.reason_en) or rule.reason,
    }


def doubly_taken_post(problem: IntegrityError) -> int | None:
    """The id of the post that would have two primary holders, if that is what the problem is."""
    cause = problem.__cause__
    if not isinstance(cause, ExclusionViolation):
        return None
    found = re.search(r"\[(\d+),", cause.diag.message_detail or "")
    return int(found[1]) if found else None
