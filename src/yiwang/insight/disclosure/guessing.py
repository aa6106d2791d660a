"""What can be worked out about withheld cells: for each, how low and how high it may be.

Everything that adding, subtracting and comparing can tell is in one system of equations: the sums,
with the shown numbers put in and no cell negative. A linear programme (HiGHS) finds how far a cell
may go in it; one solution with many cells far out speaks for all of them at once, because every
number between two solutions is possible too. Whole numbers are not asked for, so the range may be
wider than that of whole tables with more than two axes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from yiwang.insight.disclosure.tables import Table

NEARLY = 1e-6
MANY = 20  # cells that one solution has to speak for, to be worth beginning anew


@dataclass(frozen=True, slots=True)
class Told:
    """A cell about which too much can be worked out, and the sums that tell it."""

    cell: int
    sums: tuple[int, ...]


def told(table: Table) -> list[Told]:
    """The cells with a span of which not all is possible; none: nothing is given away."""
    wanted = [cell for cell in table.spans if cell in table.hidden]
    if not wanted:
        return []
    system = _System(table)
    return [
        *system.stopped(wanted, [table.spans[cell][1] for cell in wanted], upwards=True),
        *system.stopped(wanted, [table.spans[cell][0] for cell in wanted], upwards=False),
    ]


def ranges(table: Table, cells: Collection[int]) -> dict[int, tuple[float, float]]:
    """How low and how high each of these withheld cells may be."""
    system = _System(table)
    return {
        cell: (system.end(cell, upwards=False), system.end(cell, upwards=True)) for cell in cells
    }


def _is_there(end: float, bound: int, *, upwards: bool) -> bool:
    return end >= bound - NEARLY if upwards else end <= bound + NEARLY


class _Quiet(highspy.Highs):
    """A solver that prints nothing: it is told so before it greets."""

    def enableCallbacks(self) -> None:  # noqa: N802  # its name in HiGHS
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # HiGHS says no type here


class _System:
    """The equations of a table over its withheld cells, and for each withheld cell a second
    variable that stops where its span ends."""

    def __init__(self, table: Table) -> None:
        self._place = {cell: at for at, cell in enumerate(sorted(table.hidden))}
        self._sums: list[int] = []
        starts, columns, factors, ends = [0], [], [], []
        for at, each in enumerate(table.sums):
            unknown = [cell for cell in each.cells if cell in self._place]
            if not unknown:
                continue
            known = sum(
                table.values[cell] * (-1 if cell == each.total else 1)
                for cell in each.cells
                if cell not in self._place
            )
            columns += [self._place[cell] for cell in unknown]
            factors += [1.0 if cell == each.total else -1.0 for cell in unknown]
            starts.append(len(columns))
            ends.append(float(known))
            self._sums.append(at)
        self._rows = (starts, columns, factors, ends)
        self._single = {upwards: self._solver({}, upwards=upwards) for upwards in (True, False)}

    def stopped(self, cells: Sequence[int], bounds: Sequence[int], *, upwards: bool) -> list[Told]:
        """Those of these cells that cannot go as far as their bound."""
        left = dict(zip(cells, bounds, strict=True))
        while len(reached := self._reached(left, upwards=upwards)) >= MANY:
            for cell in reached:
                del left[cell]
        found = []
        while left:
            cell, bound = left.popitem()
            end, sums, values = self._alone(cell, upwards=upwards)
            if not _is_there(end, bound, upwards=upwards):
                found.append(Told(cell, sums))
            for other in self._there(values, left, upwards=upwards):
                del left[other]
        return found

    def end(self, cell: int, *, upwards: bool) -> float:
        return self._alone(cell, upwards=upwards)[0]

    def _reached(self, left: dict[int, int], *, upwards: bool) -> list[int]:
        """Those that one solution takes to their bounds: each counts up to its bound only."""
        solver = self._solver(left, upwards=upwards)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return []
        return self._there(solver.getSolution().col_value, left, upwards=upwards)

    def _there(
        self, values: Sequence[float], bounds: dict[int, int], *, upwards: bool
    ) -> list[int]:
        """Those that a solution takes to their bounds; without one none."""
        if not values:
            return []
        return [
            cell
            for cell, bound in bounds.items()
            if _is_there(values[self._place[cell]], bound, upwards=upwards)
        ]

    def _alone(self, cell: int, *, upwards: bool) -> tuple[float, tuple[int, ...], Sequence[float]]:
        """How far one cell goes, the sums that stop it, and the whole of that solution. Each goes
        on from where the one before ended, which takes a part of the time of beginning anew."""
        solver = self._single[upwards]
        solver.changeColCost(self._place[cell], 1.0)
        solver.run()
        solver.changeColCost(self._place[cell], 0.0)
        status = solver.getModelStatus()
        unbounded = (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        if status in unbounded:
            return float("inf") if upwards else float("-inf"), (), ()
        solution = solver.getSolution()
        dual = solution.row_dual
        sums = tuple(self._sums[row] for row in range(len(self._sums)) if abs(dual[row]) > NEARLY)
        values = list(solution.col_value)
        return float(values[self._place[cell]]), sums, values

    def _solver(self, pushed: dict[int, int], *, upwards: bool) -> highspy.Highs:
        starts, columns, factors, ends = self._rows
        count = len(self._place)
        starts, columns, factors = list(starts), list(columns), list(factors)
        lower, upper = list(ends), list(ends)
        cost, most = [0.0] * count, [highspy.kHighsInf] * count
        for cell, bound in pushed.items():
            columns += [self._place[cell], len(cost)]
            factors += [1.0, -1.0]
            starts.append(len(columns))
            lower.append(0.0 if upwards else -highspy.kHighsInf)
            upper.append(highspy.kHighsInf if upwards else 0.0)
            cost.append(1.0)
            most.append(float(bound) if upwards else highspy.kHighsInf)
        floor = [0.0] * count + [0.0 if upwards else float(bound) for bound in pushed.values()]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(cost), len(ends) + len(pushed)
        model.col_cost_, model.col_lower_, model.col_upper_ = map(np.array, (cost, floor, most))
        model.row_lower_, model.row_upper_ = np.array(lower), np.array(upper)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts)
        model.a_matrix_.index_ = np.array(columns)
        model.a_matrix_.value_ = np.array(factors)
        model.sense_ = highspy.ObjSense.kMaximize if upwards else highspy.ObjSense.kMinimize
        solver = _Quiet()  # type: ignore[no-untyped-call]  # HiGHS says no type here
        solver.passModel(model)
        return solver
