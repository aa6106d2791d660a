"""Whose record in whistles may be read, and by whom: that of one's own body, and of those below.

Nobody reads the record of a person, because none is kept.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from yiwang.structure.organizations.queries import ids_named_or_in
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import areas_in_reach, post_ids_held_by


def judged_for(account_id: int, on: date) -> QuerySet[Any, int]:
    """The ids of the organizations of the account's own posts, and of those that serve an area in
    its reach for figures."""
    own = post_ids_held_by(account_id, on).values("post__organization")
    return ids_named_or_in(own, areas_in_reach(account_id, VIEW_FIGURES, on))
