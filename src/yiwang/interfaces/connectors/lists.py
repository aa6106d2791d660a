"""Which of our lists a connector fills. The pages that keep lists say which there are; reports that
become cases are a list of connectors alone."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.foundation.sheets.columns import Words
from yiwang.foundation.sheets.described import SheetKind
from yiwang.interfaces.connectors.reports import Reports
from yiwang.structure.administration.kinds import KINDS

FILLED: dict[str, SheetKind] = {kind.key: kind for kind in (*KINDS, Reports())}
_finders: list[Callable[[str], SheetKind | None]] = []
_offers: list[Callable[[], Mapping[str, Words]]] = []


def offer(
    find: Callable[[str], SheetKind | None], offered: Callable[[], Mapping[str, Words]]
) -> None:
    """Called by an app above that has further lists, once, when it is made ready: how one is found
    by its key, and what those are called that can be chosen."""
    _finders.append(find)
    _offers.append(offered)


def list_filled(key: str) -> SheetKind:
    """The list with this key. NotFound where there is none."""
    if key in FILLED:
        return FILLED[key]
    for find in _finders:
        if (kind := find(key)) is not None:
            return kind
    raise NotFound(_("There is no such list: choose another for the connector."))


def lists_to_fill() -> dict[str, Words]:
    """Key -> what it is called, of all that can be chosen."""
    named: dict[str, Words] = {kind.key: kind.title for kind in FILLED.values()}
    for offered in _offers:
        named |= offered()
    return named
