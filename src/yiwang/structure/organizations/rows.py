"""Organizations and links as they are handed over for loading: areas by id, each other by code."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """One body. `area_id` is the territory it serves; a body outside has a `place` instead.

    Without `valid_from` it begins on the day it is loaded; `valid_to` is exclusive.
    """

    code: str
    name: str
    kind: str
    name_en: str = ""
    function: str = ""
    area_id: int | None = None
    place: str = ""
    sector: str = ""
    state: str = "active"
    founded_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    lng: float | None = None
    lat: float | None = None
    whereabouts: str = ""
    hours: str = ""
    service_line: str = ""
    services: str = ""
    followed_by: str = ""  # the code of the body that goes on with its work
    remits: tuple["RemitRow", ...] = ()


@dataclass(frozen=True, slots=True)
class RemitRow:
    """What a body is there for, from a day until a day (excluded)."""

    says: str
    since: date | None = None
    until: date | None = None
    says_en: str = ""
    key: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """`source` owns, manages, uses, guides, is member_of, co_builds, hosts or supports `target`.

    Without `since` it begins on the day it is loaded; `until` is exclusive. `agreed` is what each
    of the two does.
    """

    source: str
    target: str
    kind: str
    since: date | None = None
    until: date | None = None
    theme: str = ""
    agreed: str = ""
    grounds: str = ""
