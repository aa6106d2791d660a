"""What a pack says about figures: kinds from outside and their values, warnings, indicators."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.insight.measures.actions import load_indicators
from yiwang.insight.statistics.actions.load_series import load_series
from yiwang.insight.statistics.actions.load_values import ValueRow, load_values
from yiwang.insight.warnings.actions.load_rules import load_rules
from yiwang.packs.loads.codes import area_ids
from yiwang.packs.pack import Pack


def load_warnings(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """The numbers of warnings in which the locality differs."""
    yield load_rules(pack.warnings, actor=actor, now=now)


def load_statistics(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """The kinds of figures from outside that the locality adds, and those that the pack brings."""
    listed = {part.key: part.model_dump(exclude={"key"}) for part in pack.statistics}
    yield load_series(listed, actor=actor, now=now)
    areas = area_ids() if pack.values else {}
    rows = [
        ValueRow(each.series, areas[each.area], each.first, each.last, each.value, each.source)
        for each in pack.values
    ]
    yield load_values(rows, actor=actor, now=now)


def load_measures(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """The indicators that the locality adds, or says otherwise."""
    yield load_indicators(pack.indicators, actor=actor, now=now)
