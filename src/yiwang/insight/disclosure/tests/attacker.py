"""An attacker who has nothing but what is published: tables as JSON, their names, and arithmetic.

They know that a whole is the sum of its parts, that a quarter is the sum of its months, and that no
count is negative. They add and subtract whatever is left (elimination with fractions), compare
(bounds pushed through every sum), and know a number once nothing else is possible.
"""

from fractions import Fraction
from math import inf

Cell = tuple[str, str, str, str]  # version, area, kind, fate


class Attacker:
    """`published` are documents as they are downloaded; `quarters` says which months each is of."""

    def __init__(self, published, quarters=None):
        self.known: dict[Cell, int] = {}
        self.open: list[Cell] = []
        self.sums: list[tuple[Cell, list[Cell]]] = []
        for document in published:
            self._read(document)
        for quarter, months in (quarters or {}).items():
            for cell in [cell for cell in [*self.known, *self.open] if cell[0] == quarter]:
                self.sums.append((cell, [(month, *cell[1:]) for month in months]))

    def _read(self, document):
        version = document["version"]
        above = {
            axis: {each["key"]: each["above"] for each in document[axis]}
            for axis in ("areas", "kinds", "fates")
        }
        parts: dict[tuple[Cell, int], list[Cell]] = {}
        for row in document["rows"]:
            cell = (version, row["area"], row["kind"], row["fate"])
            if row["number"] is None:
                self.open.append(cell)
            else:
                self.known[cell] = row["number"]
            for at, axis in enumerate(("areas", "kinds", "fates"), start=1):
                if whole := above[axis][cell[at]]:
                    total = (*cell[:at], whole, *cell[at + 1 :])
                    parts.setdefault((total, at), []).append(cell)
        self.sums += [(total, cells) for (total, _), cells in parts.items()]

    def recovered(self) -> dict[Cell, int]:
        """Every withheld number that is certain now."""
        return self._by_elimination() | self._by_bounds()

    def _equations(self):
        """Each sum over what is not known: coefficients and what they add up to."""
        for total, parts in self.sums:
            row, right = {}, 0
            for cell, factor in [(total, 1), *((part, -1) for part in parts)]:
                if cell in self.known:
                    right -= factor * self.known[cell]
                else:
                    row[cell] = row.get(cell, 0) + factor
            if row:
                yield row, right

    def _by_elimination(self):
        pivots: dict[Cell, tuple[dict[Cell, Fraction], Fraction]] = {}
        for row, right in self._equations():
            row = {cell: Fraction(factor) for cell, factor in row.items()}
            row, right = _reduced(row, Fraction(right), pivots)
            if not row:
                continue
            pivot = next(iter(row))
            scale = row[pivot]
            row, right = {c: f / scale for c, f in row.items()}, right / scale
            for cell, (other, value) in list(pivots.items()):
                if pivot in other:
                    pivots[cell] = _less(other, value, other[pivot], row, right)
            pivots[pivot] = (row, right)
        return {cell: int(value) for cell, (row, value) in pivots.items() if len(row) == 1}

    def _by_bounds(self):
        low, high = dict.fromkeys(self.open, 0), dict.fromkeys(self.open, inf)
        equations, changed = list(self._equations()), True
        while changed:
            changed = False
            for row, right in equations:
                for cell, factor in row.items():
                    rest = [(c, f) for c, f in row.items() if c != cell]
                    least = sum(f * (low[c] if f > 0 else high[c]) for c, f in rest)
                    most = sum(f * (high[c] if f > 0 else low[c]) for c, f in rest)
                    ends = sorted(((right - most) / factor, (right - least) / factor))
                    if ends[0] > low[cell] + 1e-9:
                        low[cell], changed = ends[0], True
                    if ends[1] < high[cell] - 1e-9:
                        high[cell], changed = ends[1], True
        return {cell: round(low[cell]) for cell in self.open if low[cell] == high[cell]}


def _reduced(row, right, pivots):
    for cell in [cell for cell in row if cell in pivots]:
        if cell in row:
            other, value = pivots[cell]
            row, right = _less(row, right, row[cell], other, value)
    return row, right


def _less(row, right, factor, other, value):
    left = dict(row)
    for cell, each in other.items():
        left[cell] = left.get(cell, 0) - factor * each
        if not left[cell]:
            del left[cell]
    return left, right - factor * value
