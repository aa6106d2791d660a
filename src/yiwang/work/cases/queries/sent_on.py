"""Who was full when a case was given out, and where it went instead, as the record has it."""

from django.utils.translation import gettext as _

from yiwang.foundation.records.models import Record
from yiwang.structure.organizations.queries import organization


def sent_on_in(one: Record) -> list[str]:
    """A sentence for each body that was full, with its numbers."""
    return [_sentence(full) for full in one.data.get("full", [])]


def _sentence(full: dict[str, int | None]) -> str:
    words = {
        "name": organization(full["body"] or 0).name,
        "open": full["open"],
        "most": full["most"],
        "to": organization(full["to"]).name if full["to"] else "",
    }
    if full["to"]:
        said = _("“%(name)s” had %(open)s of %(most)s open: it went on to “%(to)s”.")
    else:
        said = _("“%(name)s” had %(open)s of %(most)s open, and has it all the same.")
    return said % words
