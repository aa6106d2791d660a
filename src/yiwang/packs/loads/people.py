"""Accounts, post types, posts and appointments."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.accounts.actions.load_accounts import AccountRow, load_accounts
from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.loader.schema.posts import PostTypePart
from yiwang.packs.loads.codes import area_ids, organization_ids
from yiwang.packs.pack import Pack, PostAt
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.rows import AppointmentRow, PostKey, PostRow, PostsSpec, PostTypeRow


def load_people(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Everybody of the pack, and the posts they hold."""
    people = [AccountRow(*person) for person in pack.people]
    yield load_accounts(people, password=pack.password, actor=actor, now=now)
    if pack.posts_file:
        yield from load_posts(_spec(pack), actor=actor, now=now)


def _spec(pack: Pack) -> PostsSpec:
    assert pack.posts_file is not None
    keys = _keys(pack)
    return PostsSpec(
        types=[_type(part) for part in pack.posts_file.types],
        posts=[PostRow(keys[post], seats) for post, seats in pack.posts.items()],
        appointments=[
            AppointmentRow(
                post=keys[held.post],
                username=held.username,
                starts_on=pack.starts_on,
                mode=held.mode,
                is_primary=held.is_primary,
            )
            for held in pack.held
        ],
    )


def _keys(pack: Pack) -> dict[PostAt, PostKey]:
    areas = area_ids()
    bodies = organization_ids()
    return {
        post: PostKey(post.type, bodies.get(post.organization), areas.get(post.area))
        for post in pack.posts
    }


def _type(part: PostTypePart) -> PostTypeRow:
    return PostTypeRow(**part.model_dump(exclude={"powers"}), powers=tuple(part.powers))
