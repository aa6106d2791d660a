"""The rules in force, to be read and tried: workflows as drawings with their proof, registers as
lists with a dry run that says which entry would decide."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound, Sentence
from yiwang.portals.casework.areas_found import area_meant
from yiwang.portals.casework.natures import natures
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.carried import rests_on
from yiwang.portals.desk.entries import entry_lines
from yiwang.structure.registers.decide import Decision, Facts, decide
from yiwang.structure.registers.queries import current_version, entries_of, registers, versions_of
from yiwang.work.cases.queries import offered_types
from yiwang.work.workflows.beginning import beginners_in_words
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.drawing import draw
from yiwang.work.workflows.proof import prove, told_lengths_of_version
from yiwang.work.workflows.queries import workflows_in_force


@dataclass(frozen=True, slots=True)
class DryRun:
    """What was asked of a register, and what it answered; nothing is decided by it."""

    typed: dict[str, str]
    decision: Decision | None
    faults: dict[str, Sentence]


@staff_page
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every workflow in force and every register."""
    now = timezone.now()
    context = {"workflows": workflows_in_force(now), "registers": registers(), "now": now}
    return page(request, "desk/rules.html", context)


@staff_page
@require_safe
def workflow(request: HttpRequest, key: str) -> HttpResponse:
    """One workflow: its drawing in both languages, its words, and its proof as of today."""
    now = timezone.now()
    found = next((one for one in workflows_in_force(now) if one.definition.key == key), None)
    if found is None:
        raise NotFound(_("There is no such workflow in force. Choose one from the list."))
    language = request.GET.get("in") or get_language() or "zh"
    context = {
        "version": found,
        "definition": found.definition,
        "begun_by": beginners_in_words(found.definition),
        "rests_on": rests_on(f"workflow:{key}", timezone.localdate(now)),
        "language": "en" if language.startswith("en") else "zh",
        "drawing": _drawn(found.definition, language),
        "findings": prove(found.definition, on=timezone.localdate(now)),
        "lengths": told_lengths_of_version(found.version_id, timezone.localdate(now)),
        "now": now,
    }
    return page(request, "desk/workflow.html", context)


@staff_page
@require_safe
def register(request: HttpRequest, key: str) -> HttpResponse:
    """One register: what holds today, entry by entry, and a dry run."""
    now, on = timezone.now(), timezone.localdate()
    found = next((one for one in registers() if one.key == key), None)
    if found is None:
        raise NotFound(_("There is no such register. Choose one from the list."))
    version = current_version(key, on)
    context = {
        "register": found,
        "version": version,
        "versions": versions_of(key),
        "rests_on": rests_on(f"register:{key}", on),
        "entries": entry_lines(entries_of(version.pk) if version else [], account_of(request), on),
        "types": offered_types(),
        "natures": natures(on),
        "dry_run": _dry_run(request, key),
        "now": now,
    }
    return page(request, "desk/register.html", context)


def _drawn(definition: Definition, language: str) -> SafeString:
    drawn = draw(definition, language=language)
    return mark_safe(drawn)  # noqa: S308  an SVG we drew, its words escaped


def _dry_run(request: HttpRequest, key: str) -> DryRun:
    typed = {name: text_of(request.GET, name, 500) for name in ("kind", "nature", "area", "text")}
    if "try" not in request.GET:
        return DryRun(typed, None, {})
    area_id, faults = None, {}
    try:
        area_id = area_meant(typed["area"], primary=True).pk if typed["area"] else None
    except NotFound as refusal:
        faults = {"area": refusal.sentence}
    facts = Facts(
        on=timezone.localdate(),
        kind=typed["kind"],
        nature=typed["nature"],
        area_id=area_id,
        text=typed["text"],
    )
    return DryRun(typed, None if faults else decide(key, facts), faults)
