"""What came by one channel in a quarter: by area and kind, by area and whether it was in time, and
by area and what its reporters said. Decided on in one system with the tables of the whole, so that
nothing below ten is told by what the other channels leave over.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yiwang.insight.disclosure.framing import ALL, REST, UNTYPED
from yiwang.insight.disclosure.tables import Frame, Node, Nodes, Sum, Table, spans_of_small
from yiwang.insight.measures.channels import by_area_and_type
from yiwang.insight.measures.days import Days
from yiwang.structure.territory.queries import ids_above
from yiwang.work.cases.case_types import upper_types

RECEIVED = "reported"
TIMES = (
    Node(RECEIVED, "收到", "Received"),
    Node("in_time", "按时办结", "Ended in time", above=RECEIVED),
    Node("late", "超时", "Over a limit", above=RECEIVED),
    Node("other", "还没到期或没有办理", "Not due yet, or called off", above=RECEIVED),
)
RATINGS = (
    TIMES[0],
    Node("satisfied", "满意", "Satisfied", above=RECEIVED),
    Node("dissatisfied", "不满意", "Dissatisfied", above=RECEIVED),
    Node("unanswered", "没有评价", "No rating given", above=RECEIVED),
    Node("not_asked", "还没到评价", "Not to be rated yet", above=RECEIVED),
)


@dataclass(frozen=True, slots=True)
class Frames:
    """The axes of the two tables of a channel, over the areas and kinds of the whole."""

    times: Frame
    ratings: Frame

    @classmethod
    def of(cls, areas: Sequence[Node], kinds: Sequence[Node]) -> "Frames":
        return cls(
            Frame(tuple(areas), tuple(kinds), TIMES),
            Frame(tuple(areas), (kinds[0],), RATINGS),
        )

    def cells(self) -> list[Nodes]:
        """The cells of one table after the other: the order of all lists of numbers."""
        return [*self.times.cells(), *self.ratings.cells()]


def counts_of(frames: Frames, codes: dict[int, str], channel: str, days: Days) -> list[int]:
    """How many cases of the channel are in each cell, confidential ones left out. `codes` are
    those of the areas by their ids; what has no area counts for the whole alone."""
    areas, whole = frames.times.areas, frames.times.areas[0].key
    above = {type_id: kind.key for type_id, kind in upper_types().items()}
    known = {each.key for each in frames.times.kinds}
    found: dict[tuple[str, str, str], int] = {}
    for area_id, type_id, time, rating, number in by_area_and_type(channel, days):
        kind = above.get(type_id, UNTYPED)
        for area in _holding(area_id, codes, whole, areas):
            cells = {
                (area, kind if kind in known else UNTYPED, RECEIVED),
                *((area, ALL, fate) for fate in (RECEIVED, time, rating)),
            }
            for cell in cells:
                found[cell] = found.get(cell, 0) + number
    return [found.get((a.key, k.key, f.key), 0) for a, k, f in frames.cells()]


def _holding(
    area_id: int | None, codes: dict[int, str], whole: str, areas: Sequence[Node]
) -> Iterator[str]:
    """The areas of the table that an area lies in, and the rest of the lowest with parts."""
    inside = {codes[each] for each in (ids_above(area_id) if area_id else ()) if each in codes}
    inside.add(whole)
    yield from inside
    parts = {each.above for each in areas if each.level != REST and each.key in inside}
    yield from (
        each.key
        for each in areas
        if each.level == REST and each.above in inside and each.above not in parts
    )


def joined(
    frames: Frames, counts: Sequence[int], whole: Frame, kept: Sequence[tuple[list[int], list[int]]]
) -> Table | None:
    """The tables of the channel behind those of the whole (`kept`: counts and what is withheld of
    its quarter, which stay as they were), and behind them what came by all other channels, of
    which nothing is published. None where the channel has more than the whole: they were counted
    at different times."""
    [(quarter, withheld)] = kept
    at_whole = {_keys(nodes): at for at, nodes in enumerate(whole.cells())}
    first, size = len(quarter), len(frames.times.cells())
    at_times = {_keys(nodes): first + at for at, nodes in enumerate(frames.times.cells())}
    at_ratings = {
        _keys(nodes): first + size + at for at, nodes in enumerate(frames.ratings.cells())
    }
    others = Frame(whole.areas, whole.kinds, (TIMES[0],))
    behind = first + len(counts)
    rest, links = list[int](), list[Sum]()
    for at, nodes in enumerate(others.cells()):
        keys = _keys(nodes)
        rest.append(quarter[at_whole[keys]] - counts[at_times[keys] - first])
        links.append(Sum(at_whole[keys], (at_times[keys], behind + at)))
    links += [Sum(at_times[keys], (at,)) for keys, at in at_ratings.items() if keys[2] == RECEIVED]
    if min(rest) < 0:
        return None
    values = [*quarter, *counts, *rest]
    return Table(
        values,
        [
            *whole.sums(),
            *_shifted(frames.times.sums(), first),
            *_shifted(frames.ratings.sums(), first + size),
            *_shifted(others.sums(), behind),
            *links,
        ],
        hidden={*withheld, *range(behind, len(values))},
        kept_open=frozenset(range(first)) - set(withheld),
        spans=spans_of_small(values),
    )


def _keys(nodes: Nodes) -> tuple[str, ...]:
    return tuple(node.key for node in nodes)


def _shifted(sums: Iterable[Sum], by: int) -> Iterator[Sum]:
    return (Sum(each.total + by, tuple(part + by for part in each.parts)) for each in sums)
