"""What a pack says about figures: kinds from outside and their values, warnings, indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from yiwang.insight.statistics.series import standard
from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.indicators import TermNames, read_indicators
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.manifest import Manifest
from yiwang.packs.loader.schema.statistics import SeriesPart, StatisticsFile, ValueLine
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.loader.warnings import read_warnings


@dataclass(frozen=True, slots=True)
class Measured:
    """As read; all empty where the pack names no file."""

    warnings: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    statistics: Sequence[SeriesPart] = ()
    values: Sequence[ValueLine] = ()
    indicators: Sequence[Mapping[str, Any]] = ()

    @property
    def series(self) -> set[str]:
        """The kinds of figures from outside that there are with this pack."""
        return {*standard(), *(each.key for each in self.statistics)}


def read_measured(
    reading: Reading, manifest: Document[Manifest], tree: AreaTree, posts: Sequence[str]
) -> Measured:
    """The files of figures that the manifest names."""
    file, spot = manifest.value, manifest.spot
    reading.begin("warnings")
    warnings = read_warnings(reading, file.warnings, spot("warnings")) if file.warnings else {}
    reading.begin("statistics")
    statistics, values = _statistics(reading, file.statistics, spot("statistics"), tree)
    reading.begin("indicators")
    levels = {level for each in tree.levels.values() for level in each}
    names = TermNames(levels, set(posts))
    indicators: Sequence[Mapping[str, Any]] = ()
    if file.indicators:
        indicators = read_indicators(reading, file.indicators, spot("indicators"), names)
    return Measured(warnings, statistics, values, indicators)


def _statistics(
    reading: Reading, path: str | None, mention: Spot, tree: AreaTree
) -> tuple[Sequence[SeriesPart], Sequence[ValueLine]]:
    document = reading.toml(path, StatisticsFile, mention) if path else None
    if document is None:
        return (), ()
    series, table = document.value.series, document.value.table
    if table is None:
        return series, ()
    known = {*standard(), *(each.key for each in series)}
    beside = str(PurePosixPath(document.path).parent / table)
    lines = reading.csv(beside, ValueLine, document.spot("table"))
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        value = line.value
        if value.series not in known:
            said = _("There is no kind of figure %(key)s; known are: %(known)s.")
            words = {"key": value.series, "known": ", ".join(sorted(known))}
            reading.fault(line.spot, said % words)
        tree.check_primary(reading, line.spot, value.area)
        if value.last < value.first:
            reading.fault(line.spot, _("A time ends before it begins: correct the days."))
        of = (value.series, value.area, value.first)
        if of in seen:
            said = _("This figure is in line %(line)s already: keep one of the two.")
            reading.fault(line.spot, said % {"line": seen[of]})
        seen[of] = line.spot.line
    return series, [line.value for line in lines]
