"""The sheet that is drawn on: the areas of one level below one area, as a draft has them, or as the
net does where there is no draft yet. It is kept as a table with borders as text (WKT, WGS-84), so
that a spreadsheet opens it and an import reads it like any other."""

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import shapely
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal
from yiwang.structure.territory.datums import Datum
from yiwang.structure.territory.importing.delivery import Delivery, read_file
from yiwang.structure.territory.importing.faults import faulty
from yiwang.structure.territory.importing.ground import Declared, ground_of
from yiwang.structure.territory.importing.plan import Into
from yiwang.structure.territory.importing.sheet import GivenArea
from yiwang.structure.territory.importing.source import read_back
from yiwang.structure.territory.models import Area, Net, NetVersion
from yiwang.structure.territory.present import AREA_COLUMNS, row_of
from yiwang.structure.territory.rows import AreaRow

Each = TypeVar("Each")
MOST_AREAS = 1_000
_TOO_MANY = MOST_AREAS + 1
NAME = "drawn.csv"
_TITLES = ("code", "parent", "level", "name", "name_en", "wkt")


class NotDrawable(Refusal):
    """A draft or a part of a net that cannot be drawn on, and what to do instead."""

    code = "not_drawable"


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """Areas by code. Where it `replaces`, areas that it does not have end. `follows` is who follows
    whom, as the file or somebody said; `beside` the codes of areas that lie elsewhere and change
    with it; `carried` are areas of other levels whose edges moved along."""

    net: Net
    level: str
    below: str
    rows: Mapping[str, AreaRow]
    replaces: bool = True
    follows: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    carried: Mapping[str, AreaRow] = field(default_factory=dict)

    @property
    def into(self) -> Into:
        """Where its table goes when it is read."""
        return Into(
            self.net.key,
            self.level,
            self.below,
            self.replaces,
            Declared(Datum.WGS84),
            self.follows,
            self.beside,
            tuple(sorted(self.carried)),
        )

    def delivery(self) -> Delivery:
        """Its table, as it will be read again."""
        with tempfile.TemporaryDirectory(prefix="yiwang-drawn-") as folder:
            path = Path(folder) / NAME
            path.write_text(self._table(), encoding="utf-8")
            return read_file(path)

    def _table(self) -> str:
        written = io.StringIO()
        table = csv.writer(written, lineterminator="\n")
        table.writerow(_TITLES)
        for row in (*self.rows.values(), *self.carried.values()):
            wkt = shapely.from_wkb(row.geometry).wkt if row.geometry else ""
            parent = row.parent_code or ""
            table.writerow((row.code, parent, row.level, row.name, row.name_en, wkt))
        return written.getvalue()


def sheet_of_net(net: Net, below: str, level: str = "") -> DrawnSheet:
    """The areas directly below one, as they are, all of a level; below nothing: the tops of the
    net. Where there are several levels, one has to be said."""
    here = Area.objects.filter(net=net, valid_to=None, parent__code=below or None)
    if level and level not in {each["key"] for each in net.levels}:
        raise NotDrawable(_("This net has no such level. Choose what is to be drawn anew."))
    if level:
        here = here.filter(level=level)
    rows = _bounded([row_of(values) for values in here.values_list(*AREA_COLUMNS)[:_TOO_MANY]])
    levels = {row.level for row in rows} or {level or _level_below(net, below)}
    if len(levels) > 1:
        sentence = _("Areas of several levels lie below this one. Choose which are to be drawn.")
        raise NotDrawable(sentence)
    return DrawnSheet(net, levels.pop(), below, {row.code: row for row in rows})


def sheet_of_draft(draft: NetVersion) -> DrawnSheet:
    """The areas that the file of a draft has, each with what the file does not say of it."""
    net = draft.net
    if draft.source.get("aggregates"):
        sentence = _("Its areas are put together from another net. Change the groups instead.")
        raise NotDrawable(sentence)
    try:
        delivery, into = read_back(net.key, draft.source)
    except FileNotFoundError:
        raise faulty(_("The file that was kept is gone: deliver it again.")) from None
    given = list(delivery.areas[: _TOO_MANY + len(into.carried)])
    _bounded([area for area in given if area.code not in into.carried])
    if delivery.faults or not all(area.code for area in given):
        sentence = _("Its areas have no codes, or other faults. Correct its file and bring it in.")
        raise NotDrawable(sentence)
    move = ground_of(delivery.crs, into.declared).move if delivery.has_coordinates else None
    present = Area.objects.filter(net=net, valid_to=None, code__in=[area.code for area in given])
    known = {row.code: row for row in map(row_of, present.values_list(*AREA_COLUMNS))}
    rows = {}
    for area in given:
        row = _row(area, known.get(area.code), into)
        if area.shape is not None and move is not None:
            row = replace(row, geometry=shapely.to_wkb(move(area.shape)))
        rows[row.code] = row
    carried = {code: rows.pop(code) for code in into.carried if code in rows}
    levels = {row.level for row in rows.values()}
    if len(levels) > 1:
        raise NotDrawable(_("Its file has areas of several levels. Bring in one level at a time."))
    said = [(was, area.code) for area in given for was in area.predecessors]
    follows = tuple(dict.fromkeys([*into.follows, *said]))
    below, replaces, beside = into.below, into.replaces, into.beside
    return DrawnSheet(net, levels.pop(), below, rows, replaces, follows, beside, carried)


def _bounded(found: list[Each]) -> list[Each]:
    if len(found) > MOST_AREAS:
        words = {"most": MOST_AREAS}
        sentence = _("More than %(most)s areas cannot be drawn at once. Draw below a smaller area.")
        raise NotDrawable(sentence % words)
    return found


def _row(area: GivenArea, known: AreaRow | None, into: Into) -> AreaRow:
    text = area.text
    row = known or AreaRow(area.code, "", "", into.level)
    return AreaRow(
        area.code,
        text.get("name") or row.name,
        text.get("name_en", row.name_en),
        text.get("level") or row.level,
        text.get("parent", row.parent_code)
        or (None if area.code in into.carried else into.below)
        or None,
        row.geometry,
    )


def _level_below(net: Net, below: str) -> str:
    """The level of new areas where there are none yet: the next one down."""
    keys = [str(level["key"]) for level in net.levels]
    here = Area.objects.filter(net=net, valid_to=None, code=below).values_list("level", flat=True)
    place = keys.index(here[0]) + 1 if here and here[0] in keys else 0
    if place >= len(keys):
        raise NotDrawable(_("No level lies below this area. Choose the area above it."))
    return keys[place]
