"""Organizations: patterns over the levels of the primary net, and single ones."""

from datetime import date
from typing import Literal

from yiwang.packs.loader.schema.parts import Key, Name, Part

LinkKind = Literal[
    "owns", "manages", "uses", "guides", "member_of", "co_builds", "hosts", "supports"
]


class LinkPart(Part):
    kind: LinkKind
    to: str  # the code of an organization


class OrganizationPattern(Part):
    """One organization for every area of these levels, or for these areas only.

    Texts may hold {code} and {name} of the area, {parent}, {parent_name} and {name_en}.
    A link to an organization that no area has above it (the top) is left out.
    """

    levels: list[str] = []
    areas: list[str] = []
    first: int | None = None  # only so many areas, in the order of the list
    code: str
    kind: Key
    function: str = ""
    name: str
    name_en: str = ""
    links: list[LinkPart] = []


class OrganizationPart(Part):
    """One organization. `area` is what it serves; none for a body outside, which has a `place`."""

    code: str
    name: Name
    name_en: str = ""
    kind: Key
    function: str = ""
    area: str = ""
    place: str = ""
    state: Literal["in_preparation", "active", "temporary", "dissolved"] = "active"
    valid_to: date | None = None
    links: list[LinkPart] = []


class OrganizationsFile(Part):
    patterns: list[OrganizationPattern] = []
    rows: list[OrganizationPart] = []
