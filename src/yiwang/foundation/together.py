"""What several threads want done at the same time is done once for all of them.

The first to come does its own and that of everybody who came meanwhile; the others wait for their
answer. Nobody waits for company: when nobody else is there, it is one as ever. A few may do so side
by side, because most of the time of each goes into waiting until the disk has it.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition
from typing import Generic, TypeVar

Wanted = TypeVar("Wanted")
Done = TypeVar("Done")


class _Place(Generic[Wanted, Done]):
    """One who waits, and how it ended."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.is_taken = False
        self.ended: list[Done | Exception] = []

    def answer(self) -> Done:
        [ended] = self.ended
        if isinstance(ended, Exception):
            raise ended
        return ended


class Together(Generic[Wanted, Done]):
    """Calls `do` with all that is wanted. It answers each in turn, with an exception for what went
    wrong with one; if it raises, it went wrong with all. `do` runs in `side_by_side` threads at
    most."""

    def __init__(
        self,
        do: Callable[[Sequence[Wanted]], Sequence[Done | Exception]],
        side_by_side: int = 1,
    ) -> None:
        self._do = do
        self._free = side_by_side
        self._waiting: deque[_Place[Wanted, Done]] = deque()
        self._changed = Condition()

    def __call__(self, wanted: Wanted) -> Done:
        mine: _Place[Wanted, Done] = _Place(wanted)
        with self._changed:
            self._waiting.append(mine)
            self._changed.wait_for(lambda: mine.ended or (self._free and not mine.is_taken))
            if mine.ended:
                return mine.answer()
            places = self._take()
        answers = self._answers([place.wanted for place in places])
        with self._changed:
            for place, answer in zip(places, answers, strict=True):
                place.ended.append(answer)
            self._free += 1
            self._changed.notify_all()
        return mine.answer()

    def _take(self) -> list[_Place[Wanted, Done]]:
        """Everybody who waits and is not taken yet."""
        self._free -= 1
        places = list(self._waiting)
        self._waiting.clear()
        for place in places:
            place.is_taken = True
        return places

    def _answers(self, wanted: Sequence[Wanted]) -> Sequence[Done | Exception]:
        try:
            return self._do(wanted)
        except Exception as problem:
            return [problem] * len(wanted)
