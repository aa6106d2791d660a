"""The lists of higher floors that connectors fill too: types of matters, figures from outside, and
the entries of each register."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.foundation.sheets.columns import Words
from yiwang.foundation.sheets.described import SheetKind
from yiwang.portals.administration.lists import LISTS, list_named
from yiwang.portals.rules.entry_list import OF
from yiwang.structure.registers.queries import registers


def further_list(key: str) -> SheetKind | None:
    """The list with this key, None where there is none."""
    try:
        return list_named(key)
    except NotFound:
        return None


def further_lists() -> Mapping[str, Words]:
    """Key -> what it is called."""
    said = _("Register: %(name)s")
    named: dict[str, Words] = {kind.key: kind.title for kind in LISTS.values()}
    return named | {f"{OF}{each.key}": said % {"name": each.name} for each in registers()}
