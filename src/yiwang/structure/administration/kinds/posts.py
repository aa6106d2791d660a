"""The list of posts: a type at an organization, in an area, or both, with so many seats."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import As, Column
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.areas import AN_AREA, code_of
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.kinds.organizations import A_BODY
from yiwang.structure.administration.kinds.post_types import A_TYPE
from yiwang.structure.administration.places import out_of_scope, places_of
from yiwang.structure.administration.policies import keeping
from yiwang.structure.organizations.queries import all_organizations
from yiwang.structure.posts.actions.change_posts import SUBJECT, change_posts
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries import all_posts
from yiwang.structure.posts.rows import PostRow
from yiwang.structure.territory.queries import valid_areas

MOST_SEATS = 1000


POST_COLUMNS = (
    Column(
        "type", gettext_lazy("Type of post"), gettext_lazy("The key of the type."),
        is_key=True, is_needed=True, longest=60, refers=A_TYPE, example="grid_leader",
    ),
    Column("type_name", gettext_lazy("Post"), is_for_reading=True),
    Column(
        "organization", gettext_lazy("Organization code"),
        gettext_lazy("Whose post it is; empty for a post of an area alone."),
        is_key=True, longest=60, refers=A_BODY, example="ZX-310112103",
    ),
    Column("organization_name", gettext_lazy("Organization (name)"), is_for_reading=True),
    Column(
        "area", gettext_lazy("Area (code)"),
        gettext_lazy("Where it works; empty for a post of an organization as a whole."),
        is_key=True, longest=90, refers=AN_AREA, example="310112103",
    ),
    Column("area_name", gettext_lazy("Area (name)"), is_for_reading=True),
)  # fmt: skip


class Posts(SheetKind):
    key = "posts"
    title = gettext_lazy("Posts")
    about = gettext_lazy(
        "Who is needed where: a type of post at an organization, in an area, or both. People are "
        "appointed to them in their own list."
    )
    icon = "armchair"
    subject = SUBJECT
    may_end = False
    columns = (
        *POST_COLUMNS,
        Column(
            "seats",
            gettext_lazy("Seats"),
            gettext_lazy("How many people hold it at once; empty for a new one: 1; 0: nobody."),
            kind=As.NUMBER,
            is_always_filled=True,
            example="1",
        ),
    )

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping(actor, on)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = all_posts()
        if keys is None:
            return _as_rows(found)
        wanted = set(keys)
        near = found.filter(places_of(keys).near(), type__key__in={key[0] for key in keys})
        return (row for row in _as_rows(near) if self.key_of(row) in wanted)

    def count(self) -> int:
        return all_posts().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = all_posts().order_by("id").filter(id__gt=int(after) if after.isdigit() else 0)
        if sought:
            bodies = named_like(all_organizations(), sought).order_by().values("pk")
            areas = named_like(valid_areas(), sought).order_by().values("pk")
            types = Q(type__name__icontains=sought)
            found = found.filter(Q(organization__in=bodies) | Q(area__in=areas) | types)
        return list(_as_rows(found[:most]))

    def mark_of(self, row: Row) -> str:
        return row["id"]

    def called(self, row: Row) -> str:
        names = (row.get("area_name"), row.get("organization_name"), row.get("type_name"))
        return " · ".join(filter(None, names))

    def record_id(self, key: Key) -> int | None:
        post = places_of([key]).key_of(key)
        found = all_posts().filter(
            type__key=post.type_key, organization=post.organization_id, area=post.area_id
        )
        return found.values_list("pk", flat=True).first()

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        return {**row, "seats": row["seats"] or "1"}

    def wrong(self, given: Given) -> Iterator[Wrong]:
        for change in given.changes:
            if not change.key[1] and not change.key[2]:
                said = _("Name an organization, an area, or both: a post stands somewhere.")
                yield Wrong(change.key, "organization", said)
            if int(change.after["seats"]) > MOST_SEATS:
                said = _("More than %(most)s seats: correct the number.")
                yield Wrong(change.key, "seats", said % {"most": MOST_SEATS})
        yield from out_of_scope(given)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        places = places_of([change.key for change in changes])
        rows = [PostRow(places.key_of(each.key), int(each.after["seats"])) for each in changes]
        told = tellings(self, changes, act.upload)
        by_ids = {places.key_of(key): each for key, each in told.items()}
        change_posts(rows, by_ids, actor=act.actor, now=act.now)


def _as_rows(found: QuerySet[Post]) -> Iterator[Row]:
    named = found.annotate(
        area_code=code_of(),
        area_name=F("area__name"),
        organization_name=F("organization__name"),
        type_name=F("type__name"),
    )
    names = ("type__key", "type_name", "organization__code", "organization_name")
    for pk, *texts, seats in named.values_list(
        "pk", *names, "area_code", "area_name", "seats"
    ).iterator():
        type_key, type_name, organization, organization_name, area, area_name = texts
        yield {
            "id": str(pk),
            "type": type_key,
            "type_name": type_name,
            "organization": organization or "",
            "organization_name": organization_name or "",
            "area": area or "",
            "area_name": area_name or "",
            "seats": str(seats),
        }
