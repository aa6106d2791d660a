"""Change types of posts that an administrator named in a table or a form, and no others."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.structure.posts.models import PostType
from yiwang.structure.posts.rows import PostTypeRow

SUBJECT = "posts.type"
LEFT_ALONE = {
    "key",
    "shown",
    "needs",
    "ladder",
    "term_years",
}  # no table has them: they stay as the pack says


@transaction.atomic
def change_post_types(
    rows: Sequence[PostTypeRow], told: Mapping[str, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the rows, by key. Powers they give hold from now on for whoever holds such a post.
    Called by `administration`, which has asked who may and checked the rows."""
    fields = [name for name in PostTypeRow.__dataclass_fields__ if name not in LEFT_ALONE]
    lists = ("powers", "needs")
    PostType.objects.bulk_create(
        (
            PostType(**asdict(row) | {name: list(getattr(row, name)) for name in lists})
            for row in rows
        ),
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=fields,
    )
    ids = dict(PostType.objects.filter(key__in=list(told)).values_list("key", "pk"))
    record_changes(SUBJECT, {ids[key]: each for key, each in told.items()}, actor=actor, at=now)
