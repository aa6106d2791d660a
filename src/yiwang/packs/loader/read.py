"""Read a pack whole: every file, every cross-reference, every fault at once."""

import hashlib
from pathlib import Path

from django.utils.translation import gettext as _

from yiwang.packs.loader.areas import read_nets
from yiwang.packs.loader.faults import FaultyPack, Spot
from yiwang.packs.loader.organizations import read_organizations
from yiwang.packs.loader.posts import PostLayout, read_posts
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.rules import KnownNames, read_case_types, read_registers
from yiwang.packs.loader.schedule import read_calendars
from yiwang.packs.loader.schema.manifest import Manifest
from yiwang.packs.loader.schema.posts import PostsFile
from yiwang.packs.loader.schema.staff import StaffFile
from yiwang.packs.loader.staff import Staff, read_staff
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.loader.workflows import WorkflowNames, read_workflows
from yiwang.packs.pack import OrganizationContent, Pack

MANIFEST = "pack.toml"
FORMAT = "1"  # part of every digest: a new way of reading makes every pack a new one


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


def _read(reading: Reading, manifest: Document[Manifest]) -> Pack:
    file, spot = manifest.value, manifest.spot
    reading.begin("calendars")
    calendars = read_calendars(reading, file.calendars, spot("calendars"))
    reading.begin("nets")
    nets = read_nets(reading, file.nets, spot("nets"))
    tree = AreaTree.of_net(next((net for net in nets if net.file.is_primary), None))
    reading.begin("organizations")
    bodies: list[OrganizationContent] = []
    if file.organizations:
        bodies = read_organizations(reading, file.organizations, spot("organizations"), tree)
    reading.begin("posts")
    layout = PostLayout(tree, bodies, {})
    posts = read_posts(reading, file.posts, spot("posts"), layout) if file.posts else None
    reading.begin("staff")
    staff, staff_file = _staff(reading, manifest, layout, posts)
    reading.begin("case_types")
    types = []
    if file.case_types:
        types = read_case_types(reading, file.case_types, spot("case_types"))
    names = KnownNames(
        tree,
        {each.part.code for each in bodies},
        {each.part.function for each in bodies},
        {line.key for line in types},
    )
    reading.begin("registers")
    registers = read_registers(reading, file.registers, spot("registers"), names)
    known = WorkflowNames(
        {kind.key for kind in posts.value.types} if posts else (),
        {register.file.key for register in registers},
        {calendar.file.key for calendar in calendars},
    )
    reading.begin("workflows")
    workflows = read_workflows(reading, file.workflows, spot("workflows"), known)
    return Pack(
        folder=reading.folder,
        digest=_digest(reading),
        manifest=file,
        calendars=calendars,
        nets=nets,
        organizations=bodies,
        posts_file=posts.value if posts else None,
        posts=layout.posts,
        people=list(staff.people.values()),
        held=staff.held,
        password=staff_file.password,
        shown_accounts=[each for each in staff_file.accounts if each.shows],
        case_types=types,
        registers=registers,
        workflows=workflows,
    )


def _staff(
    reading: Reading,
    manifest: Document[Manifest],
    layout: PostLayout,
    posts: Document[PostsFile] | None,
) -> tuple[Staff, StaffFile]:
    path = manifest.value.staff
    if path is None:
        return Staff(), StaffFile()
    document = reading.toml(path, StaffFile, manifest.spot("staff"))
    if document is None:
        return Staff(), StaffFile()
    if posts is None:
        if manifest.value.posts is None:
            reading.fault(manifest.spot("staff"), _("Staff needs posts: name a posts file too."))
        return Staff(), document.value
    return read_staff(reading, document, layout, posts.value), document.value


def _digest(reading: Reading) -> str:
    digest = hashlib.sha256(FORMAT.encode())
    for path, text in sorted(reading.texts.items()):
        digest.update(f"\0{path}\0{text}".encode())
    return digest.hexdigest()
