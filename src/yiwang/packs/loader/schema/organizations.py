"""Organizations: patterns over the levels of the primary net, and single ones."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

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
    A link by {parent} is left out for an area that has none above it.
    """

    levels: list[str] = []
    areas: list[str] = []
    code: str
    kind: Key
    function: str = ""
    name: str
    name_en: str = ""
    links: list[LinkPart] = []


def _links(value: Any) -> Any:  # Any: whatever the file holds
    if not isinstance(value, str):
        return value
    parts = (part.partition(":") for part in value.split("|") if part)
    return [{"kind": kind, "to": code} for kind, _colon, code in parts]


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
    links: Annotated[list[LinkPart], BeforeValidator(_links)] = []  # in a cell: kind:code|kind:code


class OrganizationsFile(Part):
    """Patterns, single rows, and more rows in the CSV file `table` beside this one."""

    patterns: list[OrganizationPattern] = []
    rows: list[OrganizationPart] = []
    table: str | None = None
