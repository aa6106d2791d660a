"""The differences between two states of a net in words, a line for each area."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from yiwang.structure.territory.comparing import MOVED, Changed, NetDiff
from yiwang.structure.territory.successions import Rows, Succession, kinds_of


def lines_of(diff: NetDiff) -> Iterator[str]:
    """Every area that begins (+), ends (-) or changes (~), and how."""
    for row in diff.added:
        yield f"+ {row.code} {row.name}"
    for row in diff.ended:
        yield f"- {row.code} {row.name}"
    for changed in diff.changed:
        yield f"~ {changed.becomes.code} {changed.becomes.name}: {', '.join(aspects_of(changed))}"


def lines_of_successions(found: Sequence[Succession], before: Rows, after: Rows) -> Iterator[str]:
    """Who follows whom: what was split, merged, or only got another code."""
    words = {"split": _("split"), "merged": _("merged"), "recoded": _("follows")}
    for kind, each in kinds_of(found, after):
        was, becomes = before[each.predecessor], after[each.successor]
        share = "" if each.share is None else f" {each.share * 100:.0f} %"
        yield f"{was.code} {was.name} → {becomes.code} {becomes.name}: {words[kind]}{share}"


def aspects_of(changed: Changed) -> Iterator[str]:
    """How an area that stays differs."""
    was, becomes = changed.was, changed.becomes
    if changed.is_renamed:
        yield _("was called %(name)s") % {"name": was.name}
    if was.level != becomes.level:
        yield _("was a %(level)s") % {"level": was.level}
    if was.parent_code != becomes.parent_code:
        yield _("lay below %(code)s") % {"code": was.parent_code or "–"}
    if changed.is_drawn_anew:
        yield _drawn(changed.moved)
    if was.valid_from != becomes.valid_from:
        yield _("began on %(day)s") % {"day": was.valid_from}
    if (was.lng, was.lat) != (becomes.lng, becomes.lat) and not changed.is_drawn_anew:
        yield _("its point moved")


def _drawn(moved: float | None) -> str:
    if moved is None:
        return _("drawn for the first time")
    if moved < MOVED:
        return _("drawn anew, the same ground")
    return _("boundary moved, %(share).1f %% of its ground") % {"share": moved * 100}
