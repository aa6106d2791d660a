"""Which case types a workflow moves."""

from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import CaseType
from yiwang.work.workflows.queries.keys import workflow_keys


def types_moved_by(workflow_key: str) -> list[CaseType]:
    """The types that name the workflow, or name none where it is the first: as cases begin."""
    usual = workflow_keys(SUBJECT).first()
    types = CaseType.objects.select_related("parent__workflow", "workflow").order_by("position")
    return [kind for kind in types if (kind.workflow_key or usual) == workflow_key]
