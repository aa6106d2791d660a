"""The list of types of posts with the powers they give."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import JOINED, NO, YES, As, Column, Reference
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.kinds.classes import A_FORCE, A_GROUP, A_SPECIALTY
from yiwang.structure.administration.policies import keeping_the_whole
from yiwang.structure.posts.actions.change_post_types import SUBJECT, change_post_types
from yiwang.structure.posts.models import PostType
from yiwang.structure.posts.powers import POWERS
from yiwang.structure.posts.queries import all_post_types, powers_of
from yiwang.structure.posts.rows import PostTypeRow

TEXTS = ("key", "name", "name_en", "specialty", "force", "group", "duty", "duty_en")


def _named(keys: Collection[str]) -> Mapping[str, str]:
    return dict(all_post_types().filter(key__in=keys).values_list("key", "name"))


def _offered() -> Iterable[tuple[str, str]]:
    return islice(all_post_types().values_list("key", "name"), 1000)


A_TYPE = Reference(
    named=_named,
    offered=_offered,
    missing=gettext_lazy(
        "There is no type of post with the key “%(value)s”: correct it, or add it first."
    ),
)


class PostTypes(SheetKind):
    key = "post-types"
    title = gettext_lazy("Types of posts")
    about = gettext_lazy(
        "The roles of the locality and the powers they give. A power reaches over the area of the "
        "post and below it, from the moment it is given."
    )
    icon = "id-badge-2"
    subject = SUBJECT
    may_end = False
    columns = (
        Column(
            "key",
            gettext_lazy("Key"),
            gettext_lazy("Small letters, digits and _; it never changes."),
            longest=60,
            is_key=True,
            is_needed=True,
            example="grid_leader",
        ),
        Column("name", gettext_lazy("Name"), longest=100, is_needed=True, example="网格长"),
        Column("name_en", gettext_lazy("English name"), longest=100, example="Grid leader"),
        Column(
            "powers",
            gettext_lazy("Powers"),
            gettext_lazy("What its holders may do; several with a semicolon between."),
            kind=As.MANY,
            choices=POWERS,
            longest=1000,
        ),
        Column(
            "specialty",
            gettext_lazy("Specialty"),
            gettext_lazy("The key of the specialty of its holders, as the pack lists them."),
            longest=40,
            refers=A_SPECIALTY,
        ),
        Column(
            "force",
            gettext_lazy("Force"),
            gettext_lazy("The key of the force its holders belong to."),
            longest=40,
            refers=A_FORCE,
        ),
        Column(
            "group",
            gettext_lazy("Group"),
            gettext_lazy("The key of the group it belongs to, such as that of the three leaders."),
            longest=40,
            refers=A_GROUP,
        ),
        Column(
            "is_working",
            gettext_lazy("Works on a phone"),
            gettext_lazy("No: at a desk. Empty for a new one: yes."),
            kind=As.YES_NO,
            is_always_filled=True,
        ),
        Column("duty", gettext_lazy("Duty"), gettext_lazy("The role in words."), longest=2000),
        Column("duty_en", gettext_lazy("Duty in English"), longest=2000),
    )

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping_the_whole(actor, on)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = all_post_types()
        return _as_rows(found if keys is None else found.filter(key__in=[key[0] for key in keys]))

    def count(self) -> int:
        return all_post_types().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = all_post_types().filter(key__gt=after, name__icontains=sought)
        return list(_as_rows(found[:most]))

    def record_id(self, key: Key) -> int | None:
        return all_post_types().filter(key=key[0]).values_list("pk", flat=True).first()

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        return {**row, "is_working": row["is_working"] or YES}

    def wrong(self, given: Given) -> Iterator[Wrong]:
        """Nobody gives a power through a list that they do not have themselves."""
        account = given.actor.account_id
        held = powers_of(account, given.on) if account else set(POWERS)
        for change in given.changes:
            if not change.key[0].replace("_", "").isalnum() or not change.key[0].islower():
                said = _("Use small letters, digits and _ alone, like grid_leader.")
                yield Wrong(change.key, "key", said)
            before = _powers(change.before)
            if strange := sorted(_powers(change.after) - before - held):
                names = _(", ").join(str(POWERS[power]) for power in strange)
                said = _("You do not have these powers yourself: %(names)s. Ask who has them.")
                yield Wrong(change.key, "powers", said % {"names": names})

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        rows = [_row(change.after) for change in changes]
        told = {key[0]: each for key, each in tellings(self, changes, act.upload).items()}
        change_post_types(rows, told, actor=act.actor, now=act.now)


def _row(after: Row) -> PostTypeRow:
    return PostTypeRow(
        key=after["key"],
        name=after["name"],
        name_en=after["name_en"],
        powers=tuple(filter(None, after["powers"].split(JOINED))),
        specialty=after["specialty"],
        force=after["force"],
        group=after["group"],
        is_working=after["is_working"] == YES,
        duty=after["duty"],
        duty_en=after["duty_en"],
    )


def _powers(row: Row | None) -> set[str]:
    return set(filter(None, row["powers"].split(JOINED))) if row else set()


def _as_rows(found: QuerySet[PostType]) -> Iterator[Row]:
    for each in found:
        yield {
            **{name: getattr(each, name) for name in TEXTS},
            "powers": JOINED.join(each.powers),
            "is_working": YES if each.is_working else NO,
        }
