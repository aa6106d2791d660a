"""Read a pack whole: every file, every cross-reference, every fault at once."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from yiwang.insight.boards.described import BoardPart, BoardsFile
from yiwang.insight.messages.rules import Rule, RulesFile
from yiwang.packs.loader.areas import check_managed, read_nets
from yiwang.packs.loader.connectors import read_connectors
from yiwang.packs.loader.exchange import Known, read_exchange
from yiwang.packs.loader.faults import FaultyPack, Spot
from yiwang.packs.loader.measured import read_measured
from yiwang.packs.loader.notices import read_notices
from yiwang.packs.loader.organizations import read_organizations
from yiwang.packs.loader.posts import PostLayout, read_posts
from yiwang.packs.loader.practice import read_exercises
from yiwang.packs.loader.procedures import check_procedures
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.reviews import read_reviews
from yiwang.packs.loader.rules import (
    KnownNames,
    check_sectors,
    read_case_types,
    read_registers,
)
from yiwang.packs.loader.schedule import read_calendars
from yiwang.packs.loader.schema.manifest import Manifest
from yiwang.packs.loader.schema.posts import PostsFile
from yiwang.packs.loader.schema.rules import CaseTypeLine
from yiwang.packs.loader.schema.staff import StaffFile
from yiwang.packs.loader.staff import Staff, read_staff
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.loader.workflows import BALLOT, CHECKLIST, WorkflowNames, read_workflows
from yiwang.packs.pack import (
    CalendarContent,
    ExchangeContent,
    NetContent,
    OrganizationContent,
    Pack,
    RegisterContent,
    ReviewContent,
    WorkflowContent,
)

MANIFEST = "pack.toml"
FORMAT = "5"  # part of every digest: a new way of reading makes every pack a new one


def read_pack(folder: Path) -> Pack:
    """Read the pack in `folder`. Raises FaultyPack with everything that is wrong with it."""
    reading = Reading(folder)
    start = Spot(MANIFEST, 1)
    manifest = reading.toml(MANIFEST, Manifest, start)
    if manifest is None:
        raise FaultyPack(reading.faults)
    pack = _read(reading, manifest)
    if reading.faults:
        raise FaultyPack(reading.faults)
    return pack


def read_staff_file(folder: Path) -> StaffFile:
    """Who signs in and with what, as written, for a pack that was read whole before; a city's
    other posts and people take seconds."""
    reading = Reading(folder)
    manifest = reading.toml(MANIFEST, Manifest, Spot(MANIFEST, 1))
    path = manifest.value.staff if manifest else None
    staff = reading.toml(path, StaffFile, Spot(MANIFEST, 1)) if path else None
    if reading.faults:
        raise FaultyPack(reading.faults)
    return staff.value if staff else StaffFile()


@dataclass(frozen=True, slots=True)
class _Structure:
    """Where, who, and at which posts: what people and rules name."""

    calendars: Sequence[CalendarContent]
    nets: Sequence[NetContent]
    layout: PostLayout
    posts: Document[PostsFile] | None


@dataclass(frozen=True, slots=True)
class _Rules:
    case_types: Sequence[CaseTypeLine]
    registers: Sequence[RegisterContent]
    workflows: Sequence[WorkflowContent]
    messages: Sequence[Rule]
    reviews: Sequence[ReviewContent]


def _read(reading: Reading, manifest: Document[Manifest]) -> Pack:
    structure = _structure(reading, manifest)
    reading.begin("staff")
    staff, staff_file = _staff(reading, manifest, structure)
    types = [kind.key for kind in structure.posts.value.types] if structure.posts else []
    measured = read_measured(reading, manifest, structure.layout.tree, types)
    rules = _rules(reading, manifest, structure, measured.series)
    reading.begin("notices")
    bodies = {each.part.code for each in structure.layout.organizations}
    notice_kinds, notices = read_notices(
        reading,
        manifest.value.notices,
        manifest.spot("notices"),
        structure.layout.tree,
        bodies,
    )
    exchange = _exchange(reading, manifest, structure)
    read_exercises(reading, manifest, {each.username for each in staff_file.accounts})
    boards = _boards(reading, manifest, rules)
    connectors = read_connectors(reading, manifest, rules.registers)
    return Pack(
        folder=reading.folder,
        digest=_digest(reading),
        manifest=manifest.value,
        calendars=structure.calendars,
        nets=structure.nets,
        organizations=structure.layout.organizations,
        posts_file=structure.posts.value if structure.posts else None,
        posts=structure.layout.posts,
        people=list(staff.people.values()),
        held=staff.held,
        password=staff_file.password,
        shown_accounts=[each for each in staff_file.accounts if each.shows],
        case_types=rules.case_types,
        registers=rules.registers,
        workflows=rules.workflows,
        messages=rules.messages,
        warnings=measured.warnings,
        statistics=measured.statistics,
        values=measured.values,
        indicators=measured.indicators,
        notice_kinds=notice_kinds,
        notices=notices,
        exchange=exchange,
        connectors=connectors,
        boards=boards,
        reviews=rules.reviews,
    )


def _exchange(
    reading: Reading, manifest: Document[Manifest], structure: _Structure
) -> ExchangeContent:
    reading.begin("exchange")
    bodies = {each.part.code for each in structure.layout.organizations}
    calendars = {each.file.key for each in structure.calendars}
    known = Known(structure.layout.tree, bodies, calendars)
    return read_exchange(reading, manifest.value.exchange, manifest.spot("exchange"), known)


def _structure(reading: Reading, manifest: Document[Manifest]) -> _Structure:
    file, spot = manifest.value, manifest.spot
    reading.begin("calendars")
    calendars = read_calendars(reading, file.calendars, spot("calendars"))
    reading.begin("nets")
    nets = read_nets(reading, file.nets, spot("nets"))
    tree = AreaTree.of_nets(nets)
    reading.begin("organizations")
    bodies: list[OrganizationContent] = []
    if file.organizations:
        bodies = read_organizations(reading, file.organizations, spot("organizations"), tree)
    check_managed(reading, nets, {each.part.code for each in bodies})
    reading.begin("posts")
    layout = PostLayout(tree, bodies, {})
    posts = read_posts(reading, file.posts, spot("posts"), layout) if file.posts else None
    return _Structure(calendars, nets, layout, posts)


def _staff(
    reading: Reading, manifest: Document[Manifest], structure: _Structure
) -> tuple[Staff, StaffFile]:
    path = manifest.value.staff
    if path is None:
        return Staff(), StaffFile()
    document = reading.toml(path, StaffFile, manifest.spot("staff"))
    if document is None:
        return Staff(), StaffFile()
    if structure.posts is None:
        if manifest.value.posts is None:
            reading.fault(manifest.spot("staff"), _("Staff needs posts: name a posts file too."))
        return Staff(), document.value
    staff = read_staff(reading, document, structure.layout, structure.posts.value)
    return staff, document.value


def _rules(
    reading: Reading,
    manifest: Document[Manifest],
    structure: _Structure,
    series: Collection[str],
) -> _Rules:
    file, spot, bodies = manifest.value, manifest.spot, structure.layout.organizations
    reading.begin("case_types")
    types = read_case_types(reading, file.case_types, spot("case_types"))
    names = KnownNames(
        structure.layout.tree,
        {each.part.code for each in bodies},
        {each.part.function for each in bodies},
        {line.key for line in types},
    )
    reading.begin("registers")
    registers = read_registers(reading, file.registers, spot("registers"), names)
    check_sectors(reading, bodies, registers)
    known = WorkflowNames(
        {kind.key for kind in structure.posts.value.types} if structure.posts else (),
        {register.file.key for register in registers},
        {calendar.file.key for calendar in structure.calendars},
        {each.file.key for each in registers if each.file.effect == CHECKLIST},
        {each.file.key for each in registers if each.file.effect == BALLOT},
        series,
    )
    reading.begin("workflows")
    workflows = read_workflows(reading, file.workflows, spot("workflows"), known)
    check_procedures(reading, registers, types, [each.key for each in workflows if each.key])
    messages = _messages(reading, manifest)
    reading.begin("reviews")
    reviews = read_reviews(reading, file.reviews, spot("reviews"), known)
    return _Rules(types, registers, workflows, messages, reviews)


def _messages(reading: Reading, manifest: Document[Manifest]) -> Sequence[Rule]:
    reading.begin("messages")
    path = manifest.value.messages
    document = reading.toml(path, RulesFile, manifest.spot("messages")) if path else None
    return document.value.rules if document else ()


def _boards(reading: Reading, manifest: Document[Manifest], rules: _Rules) -> Sequence[BoardPart]:
    """The boards of the command centre; which figures there are, loading them asks."""
    path = manifest.value.boards
    reading.begin("boards")
    document = reading.toml(path, BoardsFile, manifest.spot("boards")) if path else None
    if document is None:
        return ()
    known = {line.key for line in rules.case_types}
    for place, board in enumerate(document.value.boards):
        for key in (kind for kind in board.kinds if kind not in known):
            said = _("There is no case type %(key)s for the board to show: correct it.")
            reading.fault(document.spot("boards", place), said % {"key": key}, "case_types")
    return document.value.boards


def _digest(reading: Reading) -> str:
    digest = hashlib.sha256(FORMAT.encode())
    for path, text in sorted(reading.texts.items()):
        digest.update(f"\0{path}\0{text}".encode())
    return digest.hexdigest()
