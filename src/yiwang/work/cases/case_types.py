"""Which type a case has, and which workflow its cases move by."""

from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _

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


def type_by_key(key: str) -> CaseType | None:
    """The type with its parent, their workflows and the territory's, in one query."""
    related = ("parent", "workflow", "parent__workflow")
    types = CaseType.objects.select_related(*related).annotate(
        territory=Subquery(workflow_keys(SUBJECT)[:1])
    )
    found = types.filter(key=key).first()
    if found is not None:
        found.default_workflow = found.territory
    return found


def workflow_key_of(kind: CaseType | None) -> str:
    """The workflow of a case: what its type says, else the first one loaded that moves cases."""
    key = kind.workflow_key if kind else workflow_keys(SUBJECT).first()
    if key is None:
        raise NoWorkflow
    return key
