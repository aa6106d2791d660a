"""What came of sending a form, for the page that shows it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """Faults by field, sentences for the whole, what others did meanwhile."""

    faults: Mapping[str, str] = field(default_factory=dict)
    errors: Sequence[tuple[str, str]] = ()
    overtaken: Sequence[object] = ()

    @property
    def status(self) -> int:
        return 409 if self.overtaken else 422 if self.errors else 200
