"""Fictitious staff: named accounts, one account for each post of a type, and a crowd by seed."""

from datetime import date
from typing import Literal

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Part

Mode = Literal[
    "full_time", "concurrent", "seconded", "stationed", "paired", "standby", "volunteer", "acting"
]


class HeldPart(Part):
    """A post held: by type, and by organization and/or area as the post has them, the area in the
    primary net by its code, in another as `net:code`. Somebody seconded or stationed names their
    `home`, and a secondment when it ends."""

    type: Key
    organization: str = ""
    area: str = ""
    mode: Mode = "full_time"
    is_primary: bool = True
    starts_on: date | None = None  # else the day of the pack
    ends_on: date | None = None  # the first day without the post
    home: str = ""  # the organization of somebody seconded or stationed
    mentor: str = ""  # user name
    employment: str = ""  # a key of [[employments]]


class AccountPart(Part):
    """A named account, which signs in with the password of the file."""

    username: str = Field(max_length=150)
    name: str = Field(max_length=60)
    shows: str = ""  # what this account is for, printed when the demonstration starts
    shows_en: str = ""
    phone: str = Field(default="", max_length=20)  # of the duty desk, not of the person
    posts: list[HeldPart]


class StaffPattern(Part):
    """An account for every post of `type` that nobody holds yet in the net with the key `net`, the
    primary one without it, within these areas if given; with `people`, so many in all, the named
    ones among them, spread evenly over all posts of the type.

    Texts may hold {code}, {name}, {parent} and {parent_name} of the post's area, and {function}
    and {organization}, the name, of its organization; with `people` also {number}, at the post.
    """

    type: Key
    net: str = ""
    functions: list[str] = []
    levels: list[str] = []
    within: list[str] = []
    people: int | None = Field(default=None, ge=1)
    username: str
    name: str
    mode: Mode = "full_time"
    signs_in: bool = False


class Crowd(Part):
    """So many people in all, to fill every post of a team: leaders full-time, one each; the rest
    hold specialists' posts, some of them the same specialty in two neighbouring areas."""

    team: str
    people: int = Field(ge=1)
    username: str  # may hold {number}
    seed: int
    surnames: str = Field(min_length=1)
    given_names: str = Field(min_length=2)


class StaffFile(Part):
    password: str = ""
    accounts: list[AccountPart] = []
    patterns: list[StaffPattern] = []
    crowds: list[Crowd] = []
