"""A pack as it was read: patterns resolved, everything checked, nothing loaded yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.schema.calendar import CalendarFile, DayLine
from yiwang.packs.loader.schema.manifest import Manifest
from yiwang.packs.loader.schema.net import AreaLine, NetFile
from yiwang.packs.loader.schema.organizations import OrganizationPart
from yiwang.packs.loader.schema.posts import PostsFile
from yiwang.packs.loader.schema.rules import CaseTypeLine, EntryPart, RegisterFile
from yiwang.packs.loader.schema.staff import AccountPart


class CalendarContent(NamedTuple):
    file: CalendarFile
    days: Sequence[DayLine]


class AreaContent(NamedTuple):
    """An area of a net, listed or counted out."""

    line: AreaLine
    spot: Spot


class NetContent(NamedTuple):
    """`areas` have parents before children."""

    file: NetFile
    folder: Path  # what `demonstration.boundaries` is relative to
    areas: Sequence[AreaContent]


class OrganizationContent(NamedTuple):
    part: OrganizationPart
    spot: Spot


class PostAt(NamedTuple):
    """A post by type, organization code and area code; empty where it has none."""

    type: str
    organization: str
    area: str


class PersonContent(NamedTuple):
    username: str
    name: str
    signs_in: bool


class HeldContent(NamedTuple):
    """Who holds which post, and how."""

    post: PostAt
    username: str
    mode: str
    is_primary: bool


class RegisterContent(NamedTuple):
    file: RegisterFile
    entries: Sequence[EntryPart]


class WorkflowContent(NamedTuple):
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything an install loads. `digest` is of all files read; equal digests, equal packs."""

    folder: Path
    digest: str
    manifest: Manifest
    calendars: Sequence[CalendarContent] = ()
    nets: Sequence[NetContent] = ()
    organizations: Sequence[OrganizationContent] = ()
    posts_file: PostsFile | None = None
    posts: Mapping[PostAt, int] = field(default_factory=dict)  # -> seats
    people: Sequence[PersonContent] = ()
    held: Sequence[HeldContent] = ()
    password: str = ""
    shown_accounts: Sequence[AccountPart] = ()
    case_types: Sequence[CaseTypeLine] = ()
    registers: Sequence[RegisterContent] = ()
    workflows: Sequence[WorkflowContent] = ()

    @property
    def key(self) -> str:
        return self.manifest.key

    @property
    def starts_on(self) -> date:
        return self.manifest.starts_on

    @property
    def primary(self) -> NetContent | None:
        return next((net for net in self.nets if net.file.is_primary), None)
