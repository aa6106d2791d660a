"""Whether an entry fits the facts of a case, and if not, why not, in words for people.

An entry fits when everything it names fits: the kind (its own or one below), the nature, the area
(its own or one below), and any of its words in the text. What it leaves empty fits everything.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yiwang.structure.registers.models import Entry


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case. `kind` is a case type key, `kind_name` what people call it; unknown
    parts are empty or None."""

    on: date
    kind: str = ""
    kind_name: str = ""
    nature: str = ""
    area_id: int | None = None
    text: str = ""


def why_not(entry: Entry, facts: Facts, *, is_area_below: bool) -> str:
    """The first thing that does not fit, as a sentence; empty when the entry fits.

    `is_area_below` says whether the area of the facts lies in the area of the entry.
    """
    if not holds_on(entry, facts.on):
        return _dates(entry, facts)
    if not is_kind_below(facts.kind, entry.kind):
        return _kind(entry, facts)
    if entry.nature and entry.nature != facts.nature:
        return _nature(entry, facts)
    if entry.area and not is_area_below:
        return _("It is for %(area)s only.") % {"area": entry.area.label}
    if entry.words and not said_word(entry, facts):
        return _("None of its words is in the text: %(words)s.") % {"words": _listed(entry.words)}
    return ""


def why(entry: Entry, facts: Facts) -> str:
    """What made an entry fit, as a sentence."""
    if word := said_word(entry, facts):
        return _("Fits: the text says “%(word)s”.") % {"word": word}
    if not (entry.kind or entry.nature or entry.area):
        return _("Fits: it is for everything that nothing before it was for.")
    return _("Fits.")


def holds_on(entry: Entry, on: date) -> bool:
    """Whether the entry holds on this day."""
    return not (
        (entry.holds_from and on < entry.holds_from)
        or (entry.holds_until and on > entry.holds_until)
    )


def is_kind_below(kind: str, wanted: str) -> bool:
    """Whether a kind is the wanted one or below it: `housing.leak` is below `housing`."""
    return not wanted or kind == wanted or kind.startswith(f"{wanted}.")


def said_word(entry: Entry, facts: Facts) -> str:
    """The first of the entry's words that is in the text."""
    text = facts.text.casefold()
    return next((word for word in entry.words if word.casefold() in text), "")


def _dates(entry: Entry, facts: Facts) -> str:
    if entry.holds_from and facts.on < entry.holds_from:
        return _("It holds from %(day)s on.") % {"day": date_format(entry.holds_from)}
    assert entry.holds_until  # else it holds
    return _("It held until %(day)s.") % {"day": date_format(entry.holds_until)}


def _kind(entry: Entry, facts: Facts) -> str:
    if not facts.kind:
        return _("It is for cases of the type %(kind)s; this one has no type yet.") % {
            "kind": entry.kind
        }
    return _("It is for cases of the type %(kind)s; this one is %(given)s.") % {
        "kind": entry.kind,
        "given": facts.kind,
    }


def _nature(entry: Entry, facts: Facts) -> str:
    if not facts.nature:
        return _("It is for the nature %(nature)s; this case has none yet.") % {
            "nature": entry.nature
        }
    return _("It is for the nature %(nature)s; this case is %(given)s.") % {
        "nature": entry.nature,
        "given": facts.nature,
    }


def _listed(words: list[str]) -> str:
    return _(", ").join(words)
