"""Indicators of a locality, and the figures it states: all of what they are made from is there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from yiwang.insight.measures.indicators import standard
from yiwang.insight.measures.terms import fault_of
from yiwang.packs.loader.faults import FaultyPack, Spot
from yiwang.packs.loader.reading import Document, Reading
from yiwang.packs.loader.schema.indicators import FigurePart, IndicatorPart, IndicatorsFile
from yiwang.packs.loader.schema.manifest import Manifest

MANIFEST = "pack.toml"
BY_LEVEL = (
    "areas",
    "taken_up",
    "within",
    "with_body",
    "with_post",
)  # sources that are asked for a level first
BY_POST = "people"


@dataclass(frozen=True, slots=True)
class TermNames:
    """What terms of other sources may name."""

    levels: Collection[str]
    posts: Collection[str]


def read_indicators(
    reading: Reading, path: str, mention: Spot, names: TermNames
) -> Sequence[Mapping[str, Any]]:
    """The indicators of the pack as tables, in their order."""
    document = reading.toml(path, IndicatorsFile, mention)
    if document is None:
        return ()
    seen: set[str] = set()
    for number, part in enumerate(document.value.indicators):
        spot = document.spot("indicators", number)
        if part.key in seen:
            reading.fault(spot, _("There are two indicators %(key)s: rename one.") % vars(part))
        seen.add(part.key)
        fault = fault_of(as_table(part)) or _strange(part, names)
        if fault:
            reading.fault(spot, str(fault))
    _check_figures(reading, document, {*seen, *standard()})
    return [as_table(part) for part in document.value.indicators]


def read_stated(folder: Path) -> Sequence[FigurePart]:
    """The figures that the locality states, for a pack that was read whole before."""
    reading = Reading(folder)
    manifest = reading.toml(MANIFEST, Manifest, Spot(MANIFEST, 1))
    path = manifest.value.indicators if manifest else None
    found = reading.toml(path, IndicatorsFile, Spot(MANIFEST, 1)) if path else None
    if reading.faults:
        raise FaultyPack(reading.faults)
    return found.value.figures if found else ()


def as_table(part: IndicatorPart) -> Mapping[str, Any]:
    """As it is kept: what was written, without what was left out."""
    return part.model_dump(exclude_unset=True)


def _check_figures(
    reading: Reading, document: Document[IndicatorsFile], known: Collection[str]
) -> None:
    for number, figure in enumerate(document.value.figures):
        if figure.indicator not in known:
            reading.fault(
                document.spot("figures", number, "indicator"),
                _("There is no indicator %(key)s: add it above, or use one of: %(known)s.")
                % {"key": figure.indicator, "known": ", ".join(sorted(known))},
            )


def _strange(part: IndicatorPart, names: TermNames) -> str | None:
    """What the terms of an indicator ask other sources for, and is not there."""
    for term in [*part.numerator, *part.denominator, *part.beside]:
        source, _colon, asked = term.removeprefix("-").partition(":")
        if source in BY_LEVEL and (level := asked.partition(":")[0]) not in names.levels:
            words = {"term": term, "level": level, "known": ", ".join(sorted(names.levels))}
            said = _("%(term)s: no net has a level %(level)s; known are: %(known)s.")
            return said % words
        strange = [key for key in asked.split("+") if key not in names.posts]
        if source == BY_POST and strange:
            words = {"term": term, "post": strange[0], "known": ", ".join(sorted(names.posts))}
            return _("%(term)s: there is no post %(post)s; known are: %(known)s.") % words
    return None
