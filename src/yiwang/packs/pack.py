"""A pack as it was read: patterns resolved, everything checked, nothing loaded yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from yiwang.insight.boards.described import BoardPart
from yiwang.insight.messages.rules import Rule
from yiwang.interfaces.connectors.definition import ConnectorPart
from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.schema.calendar import CalendarFile, DayLine
from yiwang.packs.loader.schema.exchange import CardKindPart, CardPart, FundPart, TagPart
from yiwang.packs.loader.schema.manifest import Manifest
from yiwang.packs.loader.schema.net import AreaLine, NetFile
from yiwang.packs.loader.schema.notices import NoticeKindPart, NoticePart
from yiwang.packs.loader.schema.organizations import OrganizationPart
from yiwang.packs.loader.schema.posts import PostsFile
from yiwang.packs.loader.schema.rules import CaseTypeLine, EntryPart, RegisterFile
from yiwang.packs.loader.schema.staff import AccountPart
from yiwang.packs.loader.schema.statistics import SeriesPart, ValueLine
from yiwang.structure.territory.naming import named_in


class CalendarContent(NamedTuple):
    file: CalendarFile
    days: Sequence[DayLine]


class AreaContent(NamedTuple):
    """An area of a net, listed or counted out. `net` is the key of its net, unless that is the
    primary one."""

    line: AreaLine
    spot: Spot
    net: str = ""

    @property
    def said(self) -> str:
        """What files call it: its code, and in another net than the primary one `net:code`."""
        return named_in(self.net, self.line.code)

    @property
    def above(self) -> str:
        """The same of the area it lies in; empty at the top."""
        return named_in(self.net, self.line.parent) if self.line.parent else ""


class NetContent(NamedTuple):
    """`areas` have parents before children."""

    file: NetFile
    folder: Path  # what `demonstration.boundaries` is relative to
    areas: Sequence[AreaContent]
    left_out: Sequence[AreaContent] = ()  # what a part does not install; see `part.py`


class OrganizationContent(NamedTuple):
    part: OrganizationPart
    spot: Spot


class PostAt(NamedTuple):
    """A post by type, organization code and area, as files call it; empty where it has none."""

    type: str
    organization: str
    area: str


class PersonContent(NamedTuple):
    username: str
    name: str
    signs_in: bool
    phone: str = ""


class HeldContent(NamedTuple):
    """Who holds which post, and how."""

    post: PostAt
    username: str
    mode: str
    is_primary: bool
    starts_on: date | None = None
    ends_on: date | None = None
    home: str = ""  # organization code
    mentor: str = ""  # user name
    employment: str = ""


class RegisterContent(NamedTuple):
    file: RegisterFile
    entries: Sequence[EntryPart]
    spots: Sequence[Spot] = ()  # of the entries


class WorkflowContent(NamedTuple):
    path: str
    text: str
    key: str = ""  # empty where it cannot be read


class ReviewContent(NamedTuple):
    path: str
    text: str


class ExchangeContent(NamedTuple):
    """Lists of cards, fields of service, demonstration cards, funds."""

    kinds: Sequence[CardKindPart] = ()
    tags: Sequence[TagPart] = ()
    cards: Sequence[CardPart] = ()
    funds: Sequence[FundPart] = ()


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
    statistics: Sequence[SeriesPart] = ()
    values: Sequence[ValueLine] = ()  # of statistics
    indicators: Sequence[Mapping[str, Any]] = ()  # as their tables in TOML
    warnings: Mapping[str, Mapping[str, float]] = field(default_factory=dict)  # kind -> numbers
    messages: Sequence[Rule] = ()
    notice_kinds: Sequence[NoticeKindPart] = ()
    notices: Sequence[NoticePart] = ()
    exchange: ExchangeContent = field(default_factory=ExchangeContent)
    connectors: Sequence[ConnectorPart] = ()
    boards: Sequence[BoardPart] = ()
    reviews: Sequence[ReviewContent] = ()

    @property
    def key(self) -> str:
        return self.manifest.key

    @property
    def starts_on(self) -> date:
        return self.manifest.starts_on

    @property
    def primary(self) -> NetContent | None:
        return next((net for net in self.nets if net.file.is_primary), None)
