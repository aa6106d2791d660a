"""What a pack says about posts, with organizations and areas by id and people by username."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class PostTypeRow:
    """A kind of role; `powers` are names from `powers.POWERS`."""

    key: str
    name: str
    name_en: str = ""
    powers: tuple[str, ...] = ()
    specialty: str = ""
    is_working: bool = True
    duty: str = ""
    duty_en: str = ""


class PostKey(NamedTuple):
    """What makes a post the same post: its type, and its organization and/or area."""

    type_key: str
    organization_id: int | None
    area_id: int | None


class PostRow(NamedTuple):
    """A post with so many seats."""

    key: PostKey
    seats: int = 1


class AppointmentRow(NamedTuple):
    """A person, by username, who holds a post from a day on. `ends_on` is the first day without."""

    post: PostKey
    username: str
    starts_on: date
    mode: str = "full_time"
    is_primary: bool = False
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostsSpec:
    """All that is loaded at once."""

    types: Sequence[PostTypeRow] = ()
    posts: Sequence[PostRow] = ()
    appointments: Sequence[AppointmentRow] = ()
