"""Progress bars for what takes longer than a breath."""

from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Bars:
    """Bars that appear when they are first told something, on standard error."""

    def __init__(self, rehearsing: int | None = None) -> None:
        self._total = rehearsing
        self._bars = Progress(
            TextColumn("{task.description:<38}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def loading(self, what: str, step: int, steps: int) -> None:
        """Part `what` of a pack has come to `step` of `steps`."""
        self._update(what, total=steps, completed=step)

    def rehearsed(self, cases: int) -> None:
        """So many more rehearsed cases have come to their end."""
        self._bars.advance(self._task(_("Rehearsing"), self._total), cases)

    def _update(self, what: str, *, total: int, completed: int) -> None:
        self._bars.update(self._task(what, total), total=total, completed=completed)

    def _task(self, what: str, total: int | None) -> TaskID:
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(what, total=total)
        return self._tasks[what]
