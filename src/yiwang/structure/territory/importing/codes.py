"""Codes for new areas that come without one, by the pattern of their level.

A level may have `code = "{parent}{number:02}"`. A number that was ever used in the net is not given
again; an area of the same name below the same one is that area. No meaning is parsed out of codes.
"""

from collections.abc import Iterable, Mapping
from itertools import count

from django.utils.translation import gettext as _

from yiwang.structure.territory.importing.faults import faulty
from yiwang.structure.territory.rows import AreaRow

UNFILLABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)  # what a pattern raises


class Codes:
    """Gives codes; remembers those it has given."""

    def __init__(
        self, patterns: Mapping[str, str], present: Iterable[AreaRow], used: Iterable[str]
    ) -> None:
        self._patterns = {level: _checked(pattern) for level, pattern in patterns.items()}
        self._known = {(row.level, row.parent_code or "", row.name): row.code for row in present}
        self._used = set(used)

    def code_of(self, level: str, parent: str, name: str) -> str | None:
        """The code of an area with this name; None where its level has no pattern."""
        known = self._known.get((level, parent, name))
        if known is not None or level not in self._patterns:
            return known
        numbered = (self._patterns[level].format(parent=parent, number=n) for n in count(1))
        code = next(code for code in numbered if code not in self._used)
        self._used.add(code)
        return code


def _checked(pattern: str) -> str:
    """A pattern that gives another code for every number. Raises FaultyFile."""
    try:
        is_sound = pattern.format(parent="", number=1) != pattern.format(parent="", number=2)
    except UNFILLABLE:
        is_sound = False
    if not is_sound:
        words = {"pattern": pattern}
        raise faulty(
            _("The pattern of codes “%(pattern)s” must hold {number} and may hold {parent}.")
            % words
        )
    return pattern
