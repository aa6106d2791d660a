"""Two versions of a workflow side by side: their drawings, and what differs, in words."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, now

from yiwang.portals.casework.staff import page
from yiwang.portals.rules import words
from yiwang.portals.rules.access import rules_page
from yiwang.portals.rules.choices import Chosen
from yiwang.portals.rules.numbers import number_of
from yiwang.portals.rules.sheet import drawn, line_of
from yiwang.portals.rules.telling import Told, told_differences
from yiwang.work.workflows.editing.compare import changed_steps, differences
from yiwang.work.workflows.queries.drafted import Source, WorkflowLine, source_of


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs from one version to another."""

    before: Source
    after: Source
    differences: list[Told]
    drawn_before: SafeString
    drawn_after: SafeString


@rules_page
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """The version in force against the draft, unless two others are chosen."""
    workflow = line_of(key)
    numbers = _chosen(request, workflow)
    context = {
        "workflow": workflow,
        "comparison": comparison(key, *numbers),
        "now": now(),
    }
    return page(request, "rules/compare.html", context)


def comparison(key: str, before: int, after: int) -> Comparison:
    """Both versions read, drawn and compared. NotFound where one does not exist."""
    old, new = source_of(key, before), source_of(key, after)
    found = differences(old.definition, new.definition)
    on = localdate(now())
    flags = {step: str(words.WHATS[what]) for step, what in changed_steps(found).items()}
    return Comparison(
        old,
        new,
        told_differences(found, Chosen(old.definition, on), Chosen(new.definition, on)),
        drawn(old.definition, flagged=flags, name="before-"),
        drawn(new.definition, flagged=flags, name="after-"),
    )


def _chosen(request: HttpRequest, workflow: WorkflowLine) -> tuple[int, int]:
    in_force, latest = workflow.in_force, workflow.versions[0].number
    usual = in_force.number if in_force else latest
    before = number_of(request.GET.get("before", "")) or usual
    return before, number_of(request.GET.get("after", "")) or latest
