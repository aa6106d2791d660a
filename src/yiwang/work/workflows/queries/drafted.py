"""The versions of a workflow for those who write them: what is in force, drafted, and was before;
and who changed the draft since somebody looked at it."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.refusals import NotFound
from yiwang.work.workflows.actions.discard_draft import NO_DRAFT
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Workflow, WorkflowVersion


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version, drafted or published."""

    number: int
    state: str
    digest: str
    effective_from: datetime | None
    published_at: datetime | None

    @property
    def is_draft(self) -> bool:
        return self.state == "drafted"


@dataclass(frozen=True, slots=True)
class WorkflowLine:
    """A workflow with its versions, the latest first."""

    key: str
    name: str
    name_en: str
    versions: list[VersionLine]
    now: datetime

    @property
    def draft(self) -> VersionLine | None:
        return next((each for each in self.versions if each.is_draft), None)

    @property
    def in_force(self) -> VersionLine | None:
        """The one that a run started now would keep."""
        begun = (v for v in self.versions if v.effective_from and v.effective_from <= self.now)
        return max(begun, key=lambda v: (v.effective_from, v.number), default=None)

    @property
    def coming(self) -> list[VersionLine]:
        """Published, and not in force yet."""
        return [v for v in self.versions if v.effective_from and v.effective_from > self.now]


@dataclass(frozen=True, slots=True)
class Source:
    """A version as written, and what it says."""

    number: int
    digest: str
    text: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class DraftChange:
    """Who changed a draft when, and which places."""

    who: str
    at: datetime
    places: list[str]


def workflow_lines(now: datetime) -> list[WorkflowLine]:
    """Every workflow by key, with its versions, in two queries."""
    workflows = Workflow.objects.order_by("key").prefetch_related("versions")
    return [_line(workflow, now) for workflow in workflows]


def workflow_line(key: str, now: datetime) -> WorkflowLine | None:
    """One workflow with its versions."""
    found = Workflow.objects.filter(key=key).prefetch_related("versions").first()
    return _line(found, now) if found else None


def source_of(key: str, number: int) -> Source:
    """One version as written. NotFound where there is none of this number."""
    version = WorkflowVersion.objects.filter(workflow__key=key, number=number).first()
    if version is None:
        raise NotFound(NO_DRAFT)
    definition = read_definition(version.source, f"{key}.toml")
    return Source(version.number, version.digest, version.source, definition)


def changes_since(key: str, digest: str) -> list[DraftChange]:
    """What was done to the draft after it had this digest, oldest first."""
    version = WorkflowVersion.objects.filter(workflow__key=key, state="drafted").first()
    if version is None:
        return []
    history = [r for r in history_of(("workflows.definition", version.pk)) if "changed" in r.data]
    seen = max((n for n, r in enumerate(history) if r.data["digest"] == digest), default=-1)
    later = history[seen + 1 :]
    names = names_of_accounts({r.account_id for r in later if r.account_id})
    return [
        DraftChange(names.get(r.account_id or 0, r.capacity), r.at, r.data["changed"])
        for r in later
    ]


def _line(workflow: Workflow, now: datetime) -> WorkflowLine:
    versions = sorted(workflow.versions.all(), key=lambda version: -version.number)
    lines = [
        VersionLine(v.number, v.state, v.digest, v.effective_from, v.published_at) for v in versions
    ]
    return WorkflowLine(workflow.key, workflow.name, workflow.name_en, lines, now)
