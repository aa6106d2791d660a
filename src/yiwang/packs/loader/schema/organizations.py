"""Organizations: patterns over the levels of a net, and single ones."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from yiwang.foundation.refusals import Sentence
from yiwang.packs.loader.schema.parts import Key, Name, OneOrMore, Part
from yiwang.structure.organizations.opening import wrong_hours, wrong_line

LinkKind = Literal[
    "owns", "manages", "uses", "guides", "member_of", "co_builds", "hosts", "supports"
]


def _right(said: str, fault: Sentence | None) -> str:
    if fault:
        raise ValueError(str(fault).rstrip(".。"))
    return said


Hours = Annotated[str, AfterValidator(lambda said: _right(said, wrong_hours(said)))]
Line = Annotated[str, AfterValidator(lambda said: _right(said, wrong_line(said)))]


class LinkPart(Part):
    """`since` is its first day, `until` the first without it: what was, can be said too. With
    `agreed` it is an agreement."""

    kind: LinkKind
    to: str  # the code of an organization
    since: date | None = None
    until: date | None = None
    theme: str = Field(default="", max_length=60)  # of an agreement
    agreed: str = Field(default="", max_length=500)  # what each of the two does
    grounds: str = Field(default="", max_length=300)  # why they agreed


class RemitPart(Part):
    """What a body is there for, in words, from a day until a day (excluded), on a basis."""

    says: str = Field(min_length=1, max_length=200)
    says_en: str = Field(default="", max_length=200)
    key: Literal["", "convenes"] = ""
    basis: str = Field(default="", max_length=300)
    since: date | None = None
    until: date | None = None


class OrganizationPattern(Part):
    """One organization for every area of these levels, or for these areas only, of the net with
    the key `net`: the primary one without it.

    Texts may hold {code} and {name} of the area, {parent}, {parent_name} and {name_en}.
    A link by {parent} is left out for an area that has none above it.
    """

    net: str = ""
    levels: list[str] = []
    areas: list[str] = []
    code: str
    kind: Key
    function: str = ""
    name: str
    name_en: str = ""
    sector: str = ""
    founded_on: date | None = None
    is_point: bool = False  # people go there: in the middle of the area until somebody measures it
    whereabouts: str = Field(default="", max_length=120)
    hours: Hours = Field(default="", max_length=120)
    service_line: Line = Field(default="", max_length=40)
    services: str = Field(default="", max_length=300)
    links: list[LinkPart] = []
    remits: list[RemitPart] = []


def _links(value: Any) -> Any:  # Any: whatever the file holds
    if not isinstance(value, str):
        return value
    parts = (part.split(":", 2) for part in value.split("|") if part)
    return [dict(zip(("kind", "to", "agreed"), part, strict=False)) for part in parts]


class OrganizationPart(Part):
    """One organization. `area` is what it serves, by its code in the primary net or as `net:code`;
    none for a body outside, which has a `place`."""

    code: str
    name: Name
    name_en: str = ""
    kind: Key
    function: str = ""
    area: str = ""
    place: str = ""
    sector: str = ""  # an entry of the register `sectors`
    state: Literal["in_preparation", "active", "temporary", "dissolved"] = "active"
    founded_on: date | None = None  # where it is known
    valid_to: date | None = None  # the first day without it
    is_point: bool = False  # without lng and lat: in the middle of the area it serves
    lng: float | None = Field(default=None, ge=-180, le=180)  # WGS-84
    lat: float | None = Field(default=None, ge=-90, le=90)
    whereabouts: str = Field(default="", max_length=120)
    hours: Hours = Field(default="", max_length=120)
    service_line: Line = Field(default="", max_length=40)
    services: str = Field(default="", max_length=300)  # parted by 、
    followed_by: str = ""  # the code of the body that goes on with its work
    # in a cell: kind:code|kind:code:agreed
    links: Annotated[list[LinkPart], BeforeValidator(_links)] = []
    remits: list[RemitPart] = []


class OrganizationsFile(Part):
    """Patterns, single rows, and more rows in the CSV file `table` beside this one."""

    patterns: list[OrganizationPattern] = []
    rows: list[OrganizationPart] = []
    table: OneOrMore = []
