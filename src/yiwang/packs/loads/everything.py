"""The order in which a pack is loaded: what others stand on comes first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.utils.translation import gettext as _

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.by_hand import since_overwritten
from yiwang.packs.installed import Progress
from yiwang.packs.loads.boards import load_pack_boards
from yiwang.packs.loads.calendars import load_calendars
from yiwang.packs.loads.connectors import load_pack_connectors
from yiwang.packs.loads.exchange import load_cards
from yiwang.packs.loads.managed import load_managers
from yiwang.packs.loads.measured import load_measures, load_statistics, load_warnings
from yiwang.packs.loads.nets import DrawnNets, load_nets, load_pack_brand
from yiwang.packs.loads.notices import load_bulletins
from yiwang.packs.loads.organizations import load_bodies
from yiwang.packs.loads.people import load_people
from yiwang.packs.loads.reviews import load_reviews
from yiwang.packs.loads.rules import (
    load_messages,
    load_registers,
    load_types,
    publish_workflows,
)
from yiwang.packs.loads.shapes import draw_nets
from yiwang.packs.pack import Pack

Load = Callable[[], Iterator[Change]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pack with its geometry, ready to be loaded."""

    pack: Pack
    progress: Progress
    drawn: DrawnNets = field(default_factory=dict)
    overwrite: bool = False  # what people changed on pages too


def prepare(pack: Pack, progress: Progress, *, overwrite: bool = False) -> Prepared:
    """Cut the geometry that has to be cut: the slow part, outside any transaction."""
    return Prepared(pack, progress, draw_nets(pack, progress), overwrite)


def load_everything(prepared: Prepared, *, actor: Actor, now: datetime) -> list[Change]:
    """Load all of it and say what changed. Called inside the transaction of an install."""
    pack, hand = prepared.pack, since_overwritten(overwrite=prepared.overwrite)
    loads: list[tuple[str, Load]] = [
        (_("Calendars"), lambda: load_calendars(pack, hand, actor=actor, now=now)),
        (
            _("Areas"),
            lambda: chain(
                load_nets(pack, prepared.drawn, hand, actor=actor, now=now),
                load_pack_brand(pack, actor=actor, now=now),
            ),
        ),
        (
            _("Organizations"),
            lambda: chain(
                load_bodies(pack, hand, actor=actor, now=now),
                load_managers(pack, actor=actor, now=now),
            ),
        ),
        (_("Posts and people"), lambda: load_people(pack, hand, actor=actor, now=now)),
        (_("Registers"), lambda: load_registers(pack, hand, actor=actor, now=now)),
        (_("Workflows"), lambda: publish_workflows(pack, hand, actor=actor, now=now)),
        (_("Case types"), lambda: load_types(pack, hand, actor=actor, now=now)),
        (_("Figures from outside"), lambda: load_statistics(pack, actor=actor, now=now)),
        (_("Indicators"), lambda: load_measures(pack, actor=actor, now=now)),
        (_("Warnings"), lambda: load_warnings(pack, actor=actor, now=now)),
        (_("Messages"), lambda: load_messages(pack, actor=actor, now=now)),
        (_("Notice board"), lambda: load_bulletins(pack, actor=actor, now=now)),
        (_("Cards and funds"), lambda: load_cards(pack, actor=actor, now=now)),
        (_("Boards"), lambda: load_pack_boards(pack, actor=actor, now=now)),
        (
            _("Other systems"),
            lambda: load_pack_connectors(pack, overwrites=prepared.overwrite, actor=actor, now=now),
        ),
        (_("Reviews and scorecards"), lambda: load_reviews(pack, actor=actor, now=now)),
    ]
    changes: list[Change] = []
    for step, (what, load) in enumerate(loads):
        prepared.progress(what, step, len(loads))
        changes.extend(change for change in load() if change or change.kept)
    prepared.progress(_("Done"), len(loads), len(loads))
    return changes
