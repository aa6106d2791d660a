"""Which type a case has, and which workflow its cases move by.

Types are read whole once per process. A small query compares their versions (`xmin` and `ctid`:
which transaction last wrote a row, and where), so that a changed type counts from the next case on.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.work.cases.models import CaseType
from yiwang.work.workflows.queries.keys import workflow_keys

SUBJECT = "cases.case"
VERSION_COLUMNS = "t.id, concat(t.xmin, t.ctid), concat(p.xmin, p.ctid)"
WITH_PARENT = "cases_casetype t LEFT JOIN cases_casetype p ON p.id = t.parent_id"


class NoWorkflow(Refusal):
    """Nothing says how a case moves, so none can be taken in."""

    code = "no_workflow"

    def __init__(self) -> None:
        super().__init__(
            _("No workflow for cases is published yet. Install a pack or publish one first.")
        )


@dataclass(frozen=True, slots=True)
class TypeVersion:
    """A type as it was last written, its parent with it."""

    id: int
    written: str
    parent_written: str


_known: dict[tuple[str, int], tuple[TypeVersion, CaseType]] = {}


def type_by_key(key: str) -> CaseType | None:
    """The type with its parent and their workflows: shared by all who ask, never to be changed."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {VERSION_COLUMNS} FROM {WITH_PARENT} WHERE t.key = %s", [key])  # noqa: S608 - constants
        row = cursor.fetchone()
    return type_in(TypeVersion(*row)) if row else None


def type_in(version: TypeVersion) -> CaseType:
    """The type in this version, from memory if it is the one last read."""
    place = (str(connection.settings_dict["NAME"]), version.id)
    known = _known.get(place)
    if known is None or known[0] != version:
        types = CaseType.objects.select_related("parent", "workflow", "parent__workflow")
        known = _known[place] = (version, types.get(pk=version.id))
    return known[1]


def workflow_key_of(kind: CaseType | None) -> str:
    """The workflow of a case: what its type says, else the first one loaded that moves cases."""
    own = kind.workflow_key if kind else None
    return own or _default_workflow(str(connection.settings_dict["NAME"]))


@lru_cache(maxsize=8)
def _default_workflow(database: str) -> str:
    """Workflows are never taken away, so the first one stays the first. None yet is not kept."""
    key = workflow_keys(SUBJECT).first()
    if key is None:
        raise NoWorkflow
    return key
