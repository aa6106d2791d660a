"""Make posts, and give them another number of seats, as an administrator named them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes
from yiwang.structure.posts import staging
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.rows import PostKey, PostRow

SUBJECT = "posts.post"


@transaction.atomic
def change_posts(
    rows: Sequence[PostRow], told: Mapping[PostKey, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the rows, by type, organization and area. Called by `administration`, which has asked
    who may and checked the rows."""
    staging.load_posts(rows)
    types = {key.type_key for key in told}
    areas = {key.area_id for key in told}
    bodies = {key.organization_id for key in told}
    found = Post.objects.filter(type__key__in=types)
    if None not in areas:
        found = found.filter(area__in=areas)
    elif None not in bodies:
        found = found.filter(organization__in=bodies)
    ids = {
        PostKey(type_key, organization_id, area_id): pk
        for type_key, organization_id, area_id, pk in found.values_list(
            "type__key", "organization_id", "area_id", "pk"
        )
    }
    record_changes(SUBJECT, {ids[key]: each for key, each in told.items()}, actor=actor, at=now)
