"""What every page of a workflow's draft shows beside its form: the drawing, and the proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.outcome import Outcome
from yiwang.portals.casework.staff import page
from yiwang.portals.rules.choices import Chosen
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.drawing import draw
from yiwang.work.workflows.proof import Finding, prove, warnings_of, warnings_of_rosters
from yiwang.work.workflows.queries.drafted import Source, WorkflowLine, source_of, workflow_line
from yiwang.work.workflows.telling import told


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in the names that people use; `way` tells the path that shows it."""

    sentence: str
    way: str
    step: str  # where to mend it; empty: in the settings


@dataclass(frozen=True)
class Sheet:
    """A draft as its pages show it at one moment."""

    workflow: WorkflowLine
    source: Source
    at: datetime
    shown: int | None = None  # the finding that is to be drawn
    step: str = ""  # the one being edited

    @property
    def definition(self) -> Definition:
        return self.source.definition

    @cached_property
    def chosen(self) -> Chosen:
        return Chosen(self.definition, localdate(self.at))

    @cached_property
    def findings(self) -> list[Finding]:
        return prove(self.definition, on=localdate(self.at))

    @property
    def faults(self) -> list[Found]:
        return [self._found(each) for each in self.findings]

    @property
    def warnings(self) -> list[Found]:
        found = [*warnings_of(self.definition), *warnings_of_rosters(self.definition, self.at)]
        return [self._found(each) for each in found]

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The path drawn in red: that of the finding chosen, else the first that is a way."""
        if self.shown is not None and self.shown < len(self.findings):
            return self.findings[self.shown].path
        paths = [each.path for each in self.findings if each.path]
        return next((path for path in paths if len(path) > 1), paths[0] if paths else ())

    @cached_property
    def drawing(self) -> SafeString:
        flags = {self.step: _("Editing")} if self.step else {}
        return drawn(self.definition, path=self.path, flagged=flags)

    def _found(self, finding: Finding) -> Found:
        way = told(self.definition, finding.path) if len(finding.path) > 1 else ""
        step = str(finding.where[1]) if finding.where[:1] == ("steps",) else ""
        known = step if step in self.definition.steps else ""
        return Found(self.chosen.in_names(finding.sentence), way, known)


def read_sheet(request: HttpRequest, key: str, *, step: str = "") -> Sheet:
    """The draft of this workflow. NotFound where there is none, or no such step."""
    moment = now()
    workflow = line_of(key)
    if workflow.draft is None:
        raise NotFound(_("There is no draft of this workflow. Draft a new version first."))
    source = source_of(key, workflow.draft.number)
    if step and step not in source.definition.steps:
        raise NotFound(_("The draft has no such step any more. Go back to the draft."))
    shown = request.GET.get("finding", "")
    number = int(shown) if shown.isdecimal() and len(shown) < 4 else None
    return Sheet(workflow, source, moment, number, step)


def line_of(key: str) -> WorkflowLine:
    """The workflow with its versions. NotFound where there is none."""
    found = workflow_line(key, now())
    if found is None:
        raise NotFound(_("There is no such workflow. Choose one from the list."))
    return found


def drawn(
    definition: Definition,
    *,
    path: Sequence[str] = (),
    flagged: Mapping[str, str] | None = None,
    name: str = "",
) -> SafeString:
    """The drawing in the reader's language."""
    language = get_language() or "zh"
    svg = draw(definition, language=language, path=path, flagged=flagged, name=name)
    return mark_safe(svg)  # noqa: S308  an SVG we drew, its words escaped


def draft_page(
    request: HttpRequest,
    template: str,
    sheet: Sheet,
    outcome: Outcome | None = None,
    **context: object,
) -> HttpResponse:
    """A page of the draft: its form in `template`, the drawing and the proof beside it."""
    outcome = outcome or Outcome()
    shown = {
        "sheet": sheet,
        "workflow": sheet.workflow,
        "definition": sheet.definition,
        "errors": outcome.errors,
        "overtaken": outcome.overtaken,
        "acts": ACTS,
        "now": sheet.at,
        **context,
    }
    return page(request, f"rules/{template}", shown, status=outcome.status)
