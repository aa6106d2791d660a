"""Load post types, posts and appointments, each in a few statements however many there are.

Loading adds and corrects, but not what people changed by hand. It ends no appointment and brings
none back: who holds a post now was decided by people since, and a second loading must not undo it.
"""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts import staging
from yiwang.structure.posts.classes import load_classes, load_qualification_kinds
from yiwang.structure.posts.conflict_rules import load_conflict_rules, refusing_new_conflicts
from yiwang.structure.posts.duty.loading import load_duties
from yiwang.structure.posts.models import Post, PostType
from yiwang.structure.posts.powers import POWERS
from yiwang.structure.posts.queries import post_name
from yiwang.structure.posts.refusals import PostTaken, doubly_taken_post
from yiwang.structure.posts.rows import PostKey, PostsSpec, PostTypeRow
from yiwang.structure.posts.teams import load_teams

TYPE_FIELDS = [name for name in PostTypeRow.__dataclass_fields__ if name != "key"]


@transaction.atomic
def load_posts(spec: PostsSpec, *, actor: Actor, now: datetime) -> tuple[Change, ...]:
    """Add what is missing and correct what differs; answers for types, posts, appointments,
    rules of conflicts, teams, classes, patterns of duty and kinds of certificates.

    Refuses, with everything that is wrong, powers that do not exist, a post named twice, posts and
    usernames that are unknown, a second primary holder, and posts that a rule lets nobody hold at
    once. Called by packs.
    """
    _check_types(spec)
    types = _load_types(spec)
    rules = Change("conflicts of posts")
    if spec.conflicts is not None:
        rules = load_conflict_rules(spec.conflicts)
    classes, duties = load_classes(spec.classes), load_duties(spec.duties)
    kinds = load_qualification_kinds(spec.qualifications)
    teams = load_teams(spec.teams) if spec.teams is not None else Change("teams")
    _check_posts(spec)
    posts = _load_posts(spec)
    _check_appointments(spec)
    people = _load_appointments(spec)
    if any((types, rules, classes, duties, kinds, teams, posts, people)):
        record(
            "posts.post.loaded",
            subject=("posts.post", 0),
            actor=actor,
            at=now,
            types=types.added + types.changed,
            conflicts=rules.added + rules.changed + rules.ended,
            teams=teams.added + teams.changed + teams.ended,
            classes=classes.added + classes.changed,
            duties=duties.added + duties.changed,
            qualifications=kinds.added + kinds.changed,
            posts=posts.added + posts.changed,
            appointments=people.added,
        )
    return types, posts, people, rules, teams, classes, duties, kinds


def _check_types(spec: PostsSpec) -> None:
    for row in spec.types:
        if strange := sorted(set(row.powers) - POWERS.keys()):
            raise Invalid(
                {
                    "types": _("%(key)s: unknown power %(powers)s. Known: %(known)s.")
                    % {
                        "key": row.key,
                        "powers": ", ".join(strange),
                        "known": ", ".join(sorted(POWERS)),
                    }
                }
            )


def _load_types(spec: PostsSpec) -> Change:
    known = {type_.key: type_ for type_ in PostType.objects.all()}
    new, differing, kept = [], [], []
    for row in spec.types:
        values = {name: getattr(row, name) for name in TYPE_FIELDS}
        values |= {"powers": list(row.powers), "needs": list(row.needs)}
        type_ = known.get(row.key)
        if type_ is None:
            new.append(PostType(key=row.key, **values))
        elif all(getattr(type_, name) == value for name, value in values.items()):
            continue
        elif type_.pk in spec.types_by_hand:
            kept.append(type_.name)
        else:
            for name, value in values.items():
                setattr(type_, name, value)
            differing.append(type_)
    PostType.objects.bulk_create(new)
    PostType.objects.bulk_update(differing, TYPE_FIELDS)
    added, changed = ([row.key for row in rows] for rows in (new, differing))
    return change_of("post types", added, changed, kept=kept)


def _load_posts(spec: PostsSpec) -> Change:
    """The posts, without those of which people changed the seats."""
    theirs = Post.objects.filter(pk__in=spec.posts_by_hand)
    seats = {
        PostKey(key, *where): held
        for key, *where, held in theirs.values_list(
            "type__key", "organization_id", "area_id", "seats"
        )
    }
    kept = [row.key.type_key for row in spec.posts if seats.get(row.key, row.seats) != row.seats]
    change = staging.load_posts([row for row in spec.posts if row.key not in seats])
    return replace(change, kept=tuple(kept))


def _check_posts(spec: PostsSpec) -> None:
    keys = {row.key for row in spec.posts}
    if len(keys) != len(spec.posts):
        raise Invalid(
            {"posts": _("A post is named twice: write it once, with the number of its seats.")}
        )
    known = set(PostType.objects.values_list("key", flat=True))
    if strange := sorted({key.type_key for key in keys} - known):
        raise Invalid(
            {"posts": _("Unknown post types: %(keys)s.") % {"keys": ", ".join(strange[:10])}}
        )


def _check_appointments(spec: PostsSpec) -> None:
    missing = staging.missing_for(spec.appointments)
    fields = {}
    if missing.usernames:
        fields["usernames"] = _("No account has the username %(names)s.") % {
            "names": ", ".join(missing.usernames)
        }
    if missing.posts:
        fields["posts"] = _("Appointments name posts that do not exist: %(posts)s.") % {
            "posts": ", ".join(missing.posts)
        }
    if fields:
        raise Invalid(fields)


def _load_appointments(spec: PostsSpec) -> Change:
    if not spec.appointments:
        return Change("appointments")
    with refusing_new_conflicts():
        return Change("appointments", added=_added(spec))


def _added(spec: PostsSpec) -> int:
    try:
        with transaction.atomic():
            return staging.load_appointments(spec.appointments)
    except IntegrityError as problem:
        post_id = doubly_taken_post(problem)
        if post_id is None:
            raise
    raise PostTaken(post_name(Post.objects.get(pk=post_id)))
