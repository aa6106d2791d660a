"""Progress bars for what takes longer than a breath."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


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
        self._tasks: dict[str, int] = {}

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
        task = self._task("Rehearsing", self._total)
        self._bars.advance(task, cases)  # type: ignore[arg-type]  # an int is a TaskID

    def _update(self, what: str, *, total: int, completed: int) -> None:
        self._bars.update(self._task(what, total), total=total, completed=completed)  # type: ignore[arg-type]  # an int is a TaskID

    def _task(self, what: str, total: int | None) -> int:
        if what not in self._tasks:
            self._tasks[what] = int(self._bars.add_task(what, total=total))
        return self._tasks[what]
