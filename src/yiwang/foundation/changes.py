"""What loading a list changed: how many things were added, changed and ended, with a few names.

Every `load_...` action answers with one, so that a pack can show what it does before it does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` names what was loaded; `names` holds the first few, each marked +, ~ or -."""

    kind: str
    added: int = 0
    changed: int = 0
    ended: int = 0
    names: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # what people changed on pages, and stays as they left it

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.ended)


def change_of(
    kind: str,
    added: Sequence[str] = (),
    changed: Sequence[str] = (),
    ended: Sequence[str] = (),
    kept: Sequence[str] = (),
) -> Change:
    """A change from the names of everything added, changed, ended and kept."""
    marked = [
        f"{mark} {name}"
        for mark, names in (("+", added), ("~", changed), ("-", ended))
        for name in names[:NAMES_SHOWN]
    ]
    return Change(kind, len(added), len(changed), len(ended), tuple(marked), tuple(kept))
