"""Accounts, post types, posts and appointments."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.accounts.actions.load_accounts import AccountRow, load_accounts
from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.by_hand import ByHand
from yiwang.packs.loader.posts import pattern_of
from yiwang.packs.loader.schema.posts import (
    ConflictPart,
    DutyPart,
    PostsFile,
    PostTypePart,
    TeamPart,
)
from yiwang.packs.loads.codes import area_ids, organization_ids
from yiwang.packs.pack import Pack, PostAt
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.rows import (
    AppointmentRow,
    ClassRow,
    ConflictRow,
    DutyRow,
    PostKey,
    PostRow,
    PostsSpec,
    PostTypeRow,
    QualificationKindRow,
    TeamRow,
)


def load_people(pack: Pack, hand: ByHand, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Everybody of the pack, and the posts they hold."""
    people = [AccountRow(*person) for person in pack.people]
    yield load_accounts(people, password=pack.password, actor=actor, now=now)
    if pack.posts_file:
        yield from load_posts(_spec(pack, hand), actor=actor, now=now)


def _spec(pack: Pack, hand: ByHand) -> PostsSpec:
    assert pack.posts_file is not None
    keys, bodies = _keys(pack), organization_ids()
    return PostsSpec(
        types=[_type(part) for part in pack.posts_file.types],
        posts=[PostRow(keys[post], seats) for post, seats in pack.posts.items()],
        appointments=[
            AppointmentRow(
                post=keys[held.post],
                username=held.username,
                starts_on=held.starts_on or pack.starts_on,
                mode=held.mode,
                is_primary=held.is_primary,
                ends_on=held.ends_on,
                home_id=bodies.get(held.home),
                mentor=held.mentor or None,
                employment=held.employment,
            )
            for held in pack.held
        ],
        conflicts=[_conflict(part) for part in pack.posts_file.conflicts],
        qualifications=[
            QualificationKindRow(**part.model_dump()) for part in pack.posts_file.qualifications
        ],
        duties=[_duty(part) for part in pack.posts_file.duties],
        classes=list(_classes(pack.posts_file)),
        teams=[_team(part) for part in pack.posts_file.teams],
        types_by_hand=hand.rows_of("posts.type"),
        posts_by_hand=hand.rows_of("posts.post"),
    )


def _keys(pack: Pack) -> dict[PostAt, PostKey]:
    areas = area_ids()
    bodies = organization_ids()
    return {
        post: PostKey(post.type, bodies.get(post.organization), areas.get(post.area))
        for post in pack.posts
    }


def _conflict(part: ConflictPart) -> ConflictRow:
    one, other = part.types
    return ConflictRow(one, other, part.over, part.effect, part.reason, part.reason_en)


def _classes(file: PostsFile) -> Iterator[ClassRow]:
    lists = {
        "group": file.groups,
        "force": file.forces,
        "specialty": file.specialties,
        "employment": file.employments,
    }
    for classification, parts in lists.items():
        for part in parts:
            yield ClassRow(classification, part.key, part.name, part.name_en)


def _duty(part: DutyPart) -> DutyRow:
    slots = tuple(
        slot.model_dump() | {"days": [day - 1 for day in slot.days]} for slot in part.slots
    )
    return DutyRow(part.key, part.name, part.name_en, part.type, slots, part.swaps_approved)


def _team(part: TeamPart) -> TeamRow:
    seats = pattern_of(part).seats
    return TeamRow(part.key, part.name, part.name_en, tuple(part.levels), seats, part.net)


def _type(part: PostTypePart) -> PostTypeRow:
    words = part.model_dump(exclude={"powers", "needs"})
    return PostTypeRow(**words, powers=tuple(part.powers), needs=tuple(part.needs))
