"""Which type a case has, and which workflow its cases move by."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import Refusal
from yiwang.work.cases.models import CaseType
from yiwang.work.workflows.queries.keys import workflow_keys

SUBJECT = "cases.case"


class NoWorkflow(Refusal):
    """Nothing says how a case moves, so none can be taken in."""

    code = "no_workflow"

    def __init__(self) -> None:
        super().__init__(
            _("No workflow for cases is published yet. Install a pack or publish one first.")
        )


@kept
def type_by_key(key: str) -> CaseType | None:
    """The type with its parent and their workflows. Shared by all who ask: never to be changed."""
    return _TYPES.filter(key=key).first()


@kept
def type_by_id(type_id: int) -> CaseType:
    """The same by its id."""
    return _TYPES.get(pk=type_id)


@kept
def workflow_key_of(type_key: str) -> str:
    """The workflow of a case: what its type says, else the first one loaded that moves cases."""
    kind = type_by_key(type_key) if type_key else None
    key = kind.workflow_key if kind else None
    key = key or workflow_keys(SUBJECT).first()
    if key is None:
        raise NoWorkflow
    return key


_TYPES = CaseType.objects.select_related("parent", "workflow", "parent__workflow")
