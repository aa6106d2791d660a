"""What no dictionary says yet: codes that came and stand for nothing here, and codes of ours that a
system has none for."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yiwang.interfaces.connectors.queries import Book, books
from yiwang.portals.casework.staff import page
from yiwang.portals.connectors.access import connector_page
from yiwang.structure.registers.dictionaries import Meaning, dictionaries_in_force

MOST = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A dictionary with how each system uses it."""

    key: str
    name: str
    uses: list[Book]

    @property
    def is_whole(self) -> bool:
        return not any(each.unknown or unmatched_of(each) for each in self.uses)


@connector_page
@require_safe
def dictionaries(request: HttpRequest) -> HttpResponse:
    """Every dictionary, and by connector what is not mapped yet."""
    on = localdate()
    uses = books(on)
    names = dictionaries_in_force(on) | {each.key: each.key for each in uses if not each.book}
    shown = [Shown(key, name, [u for u in uses if u.key == key]) for key, name in names.items()]
    context = {"shown": shown, "most": MOST}
    return page(request, "connectors/dictionaries.html", context)


def unmatched_of(use: Book) -> list[Meaning]:
    """Codes of ours that the system of this connector has none for."""
    return use.book.unmatched if use.book else []
