"""Entries that can never decide, because an earlier one fits whenever they do."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from yiwang.structure.registers.fitting import is_kind_below
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries.versions import entries_of


@dataclass(frozen=True, slots=True)
class Shadow:
    """`key` never decides: `by` comes first and fits whenever it does."""

    key: str
    title: str
    by: str
    by_title: str


def shadowed(version_id: int) -> list[Shadow]:
    """The entries of a version that can be struck out, or belong further up.

    One entry must cover the other alone; several that cover it only together are not found.
    """
    entries = entries_of(version_id)
    above = _areas_above(version_id)
    found = []
    for place, entry in enumerate(entries):
        cover = next((each for each in entries[:place] if _covers(each, entry, above)), None)
        if cover:
            found.append(Shadow(entry.key, entry.title, cover.key, cover.title))
    return found


def _areas_above(version_id: int) -> dict[int, set[int]]:
    pairs = Entry.objects.filter(version=version_id, area__isnull=False).values_list(
        "area", "area__ancestry__ancestor"
    )
    above: dict[int, set[int]] = defaultdict(set)
    for area_id, ancestor_id in pairs:
        above[area_id].add(ancestor_id)
    return above


def _covers(earlier: Entry, later: Entry, above: dict[int, set[int]]) -> bool:
    """Whether whatever fits the later entry also fits the earlier one."""
    return (
        is_kind_below(later.kind, earlier.kind)
        and earlier.nature in ("", later.nature)
        and (earlier.area_id is None or earlier.area_id in above.get(later.area_id or 0, ()))
        and _lasts_as_long(earlier, later)
        and _words_cover(earlier.words, later.words)
    )


def _lasts_as_long(earlier: Entry, later: Entry) -> bool:
    begins = later.holds_from or date.min
    ends = later.holds_until or date.max
    return (earlier.holds_from or date.min) <= begins and ends <= (earlier.holds_until or date.max)


def _words_cover(earlier: list[str], later: list[str]) -> bool:
    """Every text with one of the later words has one of the earlier ones in it."""
    if not earlier:
        return True
    return bool(later) and all(
        any(word.casefold() in longer.casefold() for word in earlier) for longer in later
    )
