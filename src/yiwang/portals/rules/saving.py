"""Saving one part of a draft: written over the state that was seen, or shown again with the fault
at its field and, where somebody was quicker, with what they changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as _
from tomlkit.exceptions import TOMLKitError

from yiwang.foundation.refusals import Refusal
from yiwang.foundation.toml_lines import Path
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import actor_of
from yiwang.portals.rules.sheet import Sheet
from yiwang.portals.rules.telling import place_in_words
from yiwang.work.workflows.actions.draft import draft
from yiwang.work.workflows.definition.drafts import Overtaken
from yiwang.work.workflows.definition.read import Fault, FaultyDefinition
from yiwang.work.workflows.queries.drafted import changes_since

Edit = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class OthersChange:
    """What somebody else did to the draft meanwhile, in words."""

    who: str
    at: object
    what: list[str]


def save(request: HttpRequest, sheet: Sheet, edit: Edit, place: Path = ()) -> Outcome:
    """Apply `edit` to the draft. `place` is the part that the form shows: faults there are told at
    their fields. An outcome without errors was saved."""
    seen = request.POST.get("seen", "")
    try:
        text = edit(sheet.source.text)
        path = f"{sheet.workflow.key}.toml"
        draft(text, path=path, actor=actor_of(request), now=now(), seen=seen)
    except FaultyDefinition as faulty:
        return refused(sheet, faulty.faults, place)
    except Overtaken as overtaken:
        return Outcome(errors=[("", str(overtaken))], overtaken=_others(sheet, seen))
    except (TOMLKitError, KeyError, IndexError):
        return Outcome(errors=[("", _("This part of the draft is not there any more."))])
    except Refusal as refusal:
        return Outcome(errors=[("", str(refusal))])
    return Outcome()


def direction(request: HttpRequest) -> int:
    """Which of the buttons of an order was pressed: up (-1), down (1) or none (0)."""
    return -1 if "up" in request.POST else int("down" in request.POST)


def refused(sheet: Sheet, faults: Iterable[Fault], place: Path) -> Outcome:
    """Each fault at its field; those elsewhere on top, with the line they stand on."""
    at_fields: dict[str, str] = {}
    errors: list[tuple[str, str]] = []
    for fault in faults:
        sentence = sheet.chosen.in_names(fault.message)
        if fault.place[: len(place)] == place and len(fault.place) > len(place):
            inner = [str(part) for part in fault.place[len(place) :]]
            while inner and inner[-1].isdecimal():
                inner.pop()
            name = ".".join(inner)
            at_fields.setdefault(name, sentence)
            errors.append(("f-" + "-".join(inner), sentence))
        else:
            said = _("Line %(line)s: %(fault)s") % {"line": fault.line, "fault": sentence}
            errors.append(("", said))
    return Outcome(at_fields, errors)


def _others(sheet: Sheet, seen: str) -> list[OthersChange]:
    found = changes_since(sheet.workflow.key, seen)
    return [
        OthersChange(
            change.who,
            change.at,
            [place_in_words(sheet.definition, place) for place in change.places],
        )
        for change in found
    ]
