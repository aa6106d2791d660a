"""A subject of a review or a card: where it stands, what it is called, who belongs to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from yiwang.structure.organizations.queries import bodies_by_id
from yiwang.structure.posts.queries import active_appointments, organizations_of, post_name
from yiwang.structure.posts.queries.people import appointments_named
from yiwang.structure.territory.queries import areas_by_id


class About(Protocol):
    """Whatever names a subject by three columns, or by two."""

    @property
    def organization_id(self) -> int | None: ...
    @property
    def area_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """`of` is organization, area or appointment; `name` is what people call it: of an appointment
    the post, never the person. `code` is its address, empty for an appointment."""

    of: str
    id: int
    name: str
    area_id: int | None
    code: str = ""
    name_en: str = ""
    holder_id: int | None = None  # of an appointment
    holder_name: str = ""  # shown to the holder and the supervisor, and where `is_named` to all
    is_named: bool = False  # the locality shows who holds posts of this type
    kind: str = ""  # of a body; of an area its level


Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A body or an area by the columns that name it."""

    organization_id: int | None
    area_id: int | None


def named_by(of: str, pk: int) -> Named:
    return Named(pk if of == "organization" else None, pk if of == "area" else None)


def key_of(row: About) -> Key:
    """`("organization", 7)`."""
    if row.organization_id:
        return "organization", row.organization_id
    if row.area_id:
        return "area", row.area_id
    return "appointment", getattr(row, "appointment_id", 0) or 0


def subjects_of(rows: Iterable[About]) -> dict[Key, Subject]:
    """The subjects that these rows name, in at most three queries."""
    keys = {key_of(row) for row in rows}

    def ids(of: str) -> Collection[int]:
        return [pk for kind, pk in keys if kind == of]

    found: dict[Key, Subject] = {}
    for body in bodies_by_id(ids("organization")).values():
        found["organization", body.pk] = Subject(
            *("organization", body.pk, body.name, body.area_id, body.code, body.name_en),
            kind=body.kind,
        )
    for area in areas_by_id(ids("area")).values():
        found["area", area.pk] = Subject(
            *("area", area.pk, area.name, area.pk, area.code, area.name_en), kind=area.level
        )
    for held in appointments_named(ids("appointment")).values():
        post = held.post
        area_id = post.area_id or (post.organization.area_id if post.organization else None)
        found["appointment", held.pk] = Subject(
            *("appointment", held.pk, post_name(post), area_id),
            holder_id=held.account_id,
            holder_name=held.account.name,
            is_named=post.type.shown == "name",
        )
    return found


def subject_of(row: About) -> Subject:
    """The subject of one row."""
    return subjects_of([row])[key_of(row)]


def belongs(subject: Subject, account_id: int, on: date) -> bool:
    """Whether the account speaks for the subject on this day: at a post of the body or the area, or
    as the holder of the appointment."""
    mine = active_appointments(on).filter(account=account_id)
    if subject.of == "organization":
        return subject.id in organizations_of(account_id, on)
    if subject.of == "area":
        return mine.filter(post__area=subject.id).exists()
    return mine.filter(pk=subject.id).exists()
