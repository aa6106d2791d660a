"""Which cells are withheld: those below ten, and as many others as it takes.

First every sum with one withheld cell gets a second one, the smallest number that is left; then
whatever `guessing` still works out is closed at the sums that tell it, one more cell each, until
nothing is told. It ends, because where everything new is withheld nothing new is known.
"""

from collections.abc import Iterable
from math import log2

from yiwang.insight.disclosure.guessing import Told, told
from yiwang.insight.disclosure.tables import Table


def withhold(table: Table) -> None:
    """Withhold in `table.hidden` what has to be, beside what is in it already."""
    table.hidden |= table.spans.keys() - table.kept_open
    _pair(table)
    while found := told(table):
        if not _close(table, found):
            table.hidden |= set(range(len(table.values))) - table.kept_open
            return


def _pair(table: Table) -> None:
    """No sum with a single withheld cell: it would be what the others leave over."""
    waiting = True
    while waiting:
        waiting = False
        for each in table.sums:
            unknown = [cell for cell in each.cells if cell in table.hidden]
            if len(unknown) == 1 and (more := _cheapest(table, each.cells)) is not None:
                table.hidden.add(more)
                waiting = True


def _close(table: Table, found: Iterable[Told]) -> bool:
    """One more cell for each that is told, unless one beside it helps already; whether there was
    any to withhold."""
    closed: set[int] = set()
    for each in found:
        cells = {cell for at in each.sums for cell in table.sums[at].cells}
        if not cells & closed and (more := _cheapest(table, cells)) is not None:
            table.hidden.add(more)
            closed.add(more)
    return bool(closed)


def _cheapest(table: Table, cells: Iterable[int]) -> int | None:
    """The one among them that can still be withheld and is missed least: a small number, rather a
    part than a whole."""
    open_ones = [each for each in cells if each not in table.hidden | table.kept_open]
    return min(open_ones, key=lambda each: (_missed(table, each), each), default=None)


def _missed(table: Table, cell: int) -> float:
    return table.values[cell] * (1 + log2(table.spread[cell]))
