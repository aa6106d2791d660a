"""What a pack says about posts, with organizations and areas by id and people by username."""

from collections.abc import Collection, Sequence
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
    force: str = ""
    group: str = ""
    shown: str = ""
    needs: tuple[str, ...] = ()
    ladder: str = ""
    term_years: int | None = None
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
    home_id: int | None = None
    mentor: str | None = None  # username
    employment: str = ""


class ConflictRow(NamedTuple):
    """Two types of post, by key, that one person should not hold at once."""

    one: str
    other: str
    over: str
    effect: str
    reason: str
    reason_en: str = ""


class QualificationKindRow(NamedTuple):
    """A kind of certificate."""

    key: str
    name: str
    name_en: str = ""
    warn_days: int = 60


class ClassRow(NamedTuple):
    """A word of a classification: group, force, specialty or employment."""

    classification: str
    key: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """The shifts of a type of post; `slots` as in the model."""

    key: str
    name: str
    name_en: str
    type_key: str
    slots: tuple[dict[str, object], ...]
    swaps_approved: bool = False


class TeamRow(NamedTuple):
    """A team pattern; `seats` are (type key, group, number; None: as many as come). `net` is the
    key of a net, empty for the primary one."""

    key: str
    name: str
    name_en: str
    levels: tuple[str, ...]
    seats: tuple[tuple[str, int, int | None], ...]
    net: str = ""


@dataclass(frozen=True, slots=True)
class PostsSpec:
    """All that is loaded at once."""

    types: Sequence[PostTypeRow] = ()
    posts: Sequence[PostRow] = ()
    appointments: Sequence[AppointmentRow] = ()
    conflicts: Sequence[ConflictRow] | None = None  # None: the rules stay as they are
    teams: Sequence[TeamRow] | None = None  # None: likewise
    classes: Sequence[ClassRow] = ()
    duties: Sequence[DutyRow] = ()
    qualifications: Sequence[QualificationKindRow] = ()
    types_by_hand: Collection[int] = ()  # ids of what people changed: it stays as it is
    posts_by_hand: Collection[int] = ()
