"""What an install changes, or would change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yiwang.foundation.changes import Change

Progress = Callable[[str, int, int], None]  # what is being done, which step, of how many


@dataclass(frozen=True, slots=True)
class Installed:
    """The changes kind by kind, without those that changed and kept nothing; false when there are
    none."""

    key: str
    version: str
    changes: Sequence[Change]

    def __bool__(self) -> bool:
        return bool(self.changes)
