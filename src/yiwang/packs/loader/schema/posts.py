"""Post types, where their posts are, and team patterns such as 1+6+N."""

from typing import Annotated, Literal

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, Part


class PostTypePart(Part):
    key: Key
    name: Name
    name_en: str = ""
    powers: list[str] = []
    specialty: str = ""  # keys of [[specialties]], [[forces]] and [[groups]]
    force: str = ""
    group: str = ""
    needs: list[Key] = []  # keys of [[qualifications]]
    ladder: str = ""  # the key of the register of its grades
    term_years: int | None = Field(default=None, ge=1, le=20)  # of office; none: without a term
    shown: Literal["", "post", "name"] = ""  # on the public page of the area, and on its card
    is_working: bool = True
    duty: str = ""
    duty_en: str = ""


class ClassPart(Part):
    """A word of a classification."""

    key: Key
    name: Name
    name_en: str = ""


class PostPattern(Part):
    """A post of `type` at every organization of these kinds, functions and levels; or, without
    kinds and functions, in every area of these levels, at `organization` when that is given.

    `net` is the key of the net whose levels and areas are meant; the primary one without it."""

    type: Key
    net: str = ""
    kinds: list[str] = []
    functions: list[str] = []
    levels: list[str] = []
    organization: str = ""
    seats: int = Field(default=1, ge=0)  # 0: as many as come


class TeamPart(Part):
    """The team of every area of these levels, or of every organization of these kinds and
    functions: a leader, specialists, and as many others as come; or any `groups` and the others.

    A type named twice in a group has two seats. `net` is the key of the net whose levels and areas
    are meant; the primary one without it. `lays = false`: its posts are laid by [[patterns]], at
    other bodies of the same area too, and the team only says which belong together.
    """

    key: str = Field(max_length=40)  # as people say it, which must fit what follows: 1+6+N, 141
    name: Name
    name_en: str = ""
    net: str = ""
    lays: bool = True
    levels: list[str] = []
    kinds: list[str] = []
    functions: list[str] = []
    organization: str = ""
    leader: Key = ""
    specialists: list[Key] = []
    groups: list[list[Key]] = []
    others: Key | None = None
    letter: str = Field(default="N", pattern="^[A-Z]$")  # what the others are called


class ConflictPart(Part):
    """Two types of post that one person may not hold at once, or only visibly: over areas of which
    one lies in the other, in the same organization, or anywhere."""

    types: list[Key] = Field(min_length=2, max_length=2)
    over: Literal["same_area", "same_organization", "anywhere"] = "same_area"
    effect: Literal["refuse", "flag"] = "flag"
    reason: Name
    reason_en: str = ""


class SlotPart(Part):
    """One shift of a day; one that ends before it starts ends on the next day."""

    name: Name
    name_en: str = ""
    starts: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    ends: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    days: list[Annotated[int, Field(ge=1, le=7)]] = []  # of the week, 1 is Monday; none: every day


class QualificationKindPart(Part):
    """A kind of certificate; so many days before one expires somebody is told."""

    key: Key
    name: Name
    name_en: str = ""
    warn_days: int = Field(default=60, ge=1, le=366)


class DutyPart(Part):
    """Who holds a post of this type is on duty in turn."""

    key: Key
    name: Name
    name_en: str = ""
    type: Key
    slots: list[SlotPart] = Field(min_length=1)
    swaps_approved: bool = False  # by whoever plans, after both have agreed


class PostsFile(Part):
    types: list[PostTypePart]
    patterns: list[PostPattern] = []
    teams: list[TeamPart] = []
    conflicts: list[ConflictPart] = []
    duties: list[DutyPart] = []
    qualifications: list[QualificationKindPart] = []
    groups: list[ClassPart] = []
    forces: list[ClassPart] = []
    specialties: list[ClassPart] = []
    employments: list[ClassPart] = []
