"""The entries of a register in words: types, natures and offices by their names, not their keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yiwang.portals.casework.natures import natures
from yiwang.portals.casework.taking_in import OWN
from yiwang.portals.desk.carried import Link, carriers
from yiwang.portals.desk.codes_said import codes_said, names_of_systems
from yiwang.portals.desk.limits_said import limits_said
from yiwang.portals.templatetags.words import amount
from yiwang.structure.organizations.queries import function_names, with_function_near
from yiwang.structure.posts.queries import appointments_of
from yiwang.structure.registers.models import Entry
from yiwang.structure.territory.queries import primary_net
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.procedures import procedure_by
from yiwang.work.cases.queries import offered_types, types_of_staff
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry: what it is for and what follows from it."""

    entry: Entry
    kind: str
    nature: str
    outcomes: list[str]
    begins: str = ""  # what staff may begin from it
    carried: Sequence[Link] = ()  # by which registers and workflows


def entry_lines(entries: Sequence[Entry], account_id: int, on: date) -> list[EntryLine]:
    """The offices named are those that answer where the reader's first post is."""
    kinds = {kind.key: kind.label for top in offered_types() for kind in (top.kind, *top.below)}
    words = {nature.key: nature.label for nature in natures(on)}
    offices = _offices(account_id, on)
    levels = {
        level["key"]: in_words(level["name"], level["name_en"]) for level in primary_net().levels
    }
    begun, carried = _that_begin(entries, account_id, on), carriers(entries)
    coded = names_of_systems(entries, KNOWN)
    return [
        EntryLine(
            entry,
            kinds.get(entry.kind, entry.kind),
            words.get(entry.nature, entry.nature),
            [*_outcomes(entry.outcome, words, offices, levels), *codes_said(entry.outcome, coded)],
            in_words(entry.title, entry.title_en) if entry.pk in begun else "",
            carried.get(entry.pk, ()),
        )
        for entry in entries
    ]


def _that_begin(entries: Sequence[Entry], account_id: int, on: date) -> set[int]:
    """The entries from which the reader may begin a matter today."""
    if not any(entry.outcome.get("workflow") for entry in entries):
        return set()
    by = Beginner(OWN[0], timezone.now(), account_id)
    kinds = [kind for top in types_of_staff(by) for kind in top.below]
    found = {entry.pk: procedure_by(entry, on) for entry in entries}
    return {pk for pk, by in found.items() if by and any(map(by.fits, kinds))}


def _offices(account_id: int, on: date) -> dict[str, str]:
    """The nearest office of each function; what such offices are called where none is near."""
    held = appointments_of(account_id, on)
    area_id = next((each.post.area_id for each in held if each.post.area_id), None)
    found: dict[str, str] = {}
    for body in with_function_near(area_id, on) if area_id else []:
        found.setdefault(body.function, body.name)
    return function_names(on) | found


def _outcomes(
    outcome: Mapping[str, Any],
    natures: Mapping[str, str],
    offices: Mapping[str, str],
    levels: Mapping[str, str],
) -> list[str]:
    functions = outcome.get("functions") or [outcome.get("function", "")]
    said = [offices.get(function, function) for function in functions if function]
    if "nature" in outcome:
        said.append(natures.get(outcome["nature"], outcome["nature"]))
    if outcome.get("level") in levels:
        said.append(levels[outcome["level"]])
    if "withdrawn" in outcome:
        day = date_format(date.fromisoformat(outcome["withdrawn"]))
        said.append(_("withdrawn on %(day)s") % {"day": day})
    elif "admitted" in outcome:
        said.append(_("admitted") if outcome["admitted"] else _("not admitted"))
    said += _in_numbers_and_words(outcome)
    if outcome.get("duty") in DUTIES:
        said.append(str(DUTIES[outcome["duty"]]))
    return said


def _in_numbers_and_words(outcome: Mapping[str, Any]) -> list[str]:
    """What standards, targets, procedures and catalogues say."""
    said = [_number(outcome)] if "value" in outcome else []
    if outcome.get("every") in EVERY_SAID:
        said.append(str(EVERY_SAID[outcome["every"]]))
    if outcome.get("by"):
        said.append(_("by %(day)s") % {"day": date_format(date.fromisoformat(str(outcome["by"])))})
    if outcome.get("steps"):
        said.append(" → ".join(str(step) for step in outcome["steps"]))
    said += limits_said(outcome)
    if outcome.get("asks") in ASKED:
        said.append(str(ASKED[outcome["asks"]]))
    return said + [_(how) % {"said": outcome[name]} for name, how in SAID if outcome.get(name)]


def _number(outcome: Mapping[str, Any]) -> str:
    number = amount(outcome["value"], str(outcome.get("unit", "")))
    if outcome.get("direction") == "at_most":
        return _("at most %(number)s") % {"number": number}
    return number


SAID = [
    ("signs", gettext_noop("signed by %(said)s")),
    ("publishes", gettext_noop("made public: %(said)s")),
    ("service", gettext_noop("class: %(said)s")),
    ("place", gettext_noop("at %(said)s")),
    ("heading", gettext_noop("part of: %(said)s")),
    ("owner", gettext_noop("answered for by: %(said)s")),
    ("opens_with", gettext_noop("opens with: %(said)s")),
]
KNOWN = {  # what entries say that is no code of another system
    *(name for name, _how in SAID),
    *("functions", "function", "nature", "level", "withdrawn", "admitted", "duty", "value", "unit"),
    *("every", "by", "steps", "direction", "workflow", "counts", "of_kind", "organizations"),
    *("organization", "most", "next", "tasks", "posts", "carried_by", "sector", "heading_en"),
    *("source", "day", "why", "takes_part", "at_least", "more_than", "by_area", "numerator"),
    *("denominator", "wants", "hints"),
}
EVERY_SAID = {
    "month": gettext_lazy("every month"),
    "quarter": gettext_lazy("every quarter"),
    "half_year": gettext_lazy("every half-year"),
    "year": gettext_lazy("every year"),
}
ASKED = {
    "photo": gettext_lazy("with a photo"),
    "text": gettext_lazy("with a line of text"),
}
DUTIES = {
    "basic": gettext_lazy("own duty"),
    "joint": gettext_lazy("a department leads, it assists"),
    "withdrawn": gettext_lazy("taken back by departments"),
}
