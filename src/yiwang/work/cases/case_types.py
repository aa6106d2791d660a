"""Which type a case has, and which workflow its cases move by."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.refusals import Refusal
from yiwang.structure.territory.queries import path_of
from yiwang.work.cases.models import CaseType
from yiwang.work.workflows.queries.keys import workflow_keys
from yiwang.work.workflows.queries.published import places_taken

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
def types_by_id() -> dict[int, CaseType]:
    """Every type there ever was."""
    return {kind.pk: kind for kind in CaseType.objects.select_related("parent")}


def type_by_id(type_id: int) -> CaseType:
    """The same by its id."""
    return _TYPES.get(pk=type_id)


@kept
def all_types() -> list[CaseType]:
    """Every type with its parent, withdrawn ones too. Shared by all: never to be changed."""
    return list(_TYPES.order_by("position", "id"))


@kept
def workflow_key_of(type_key: str) -> str:
    """The workflow of a case: what its type says, else the first one loaded that moves cases."""
    key = workflow_of(type_by_key(type_key) if type_key else None)
    if key is None:
        raise NoWorkflow
    return key


def workflow_of(kind: CaseType | None) -> str | None:
    """The same of a type at hand; None where none is published."""
    return (kind.workflow_key if kind else None) or _first_workflow()


@kept
def _first_workflow() -> str | None:
    return workflow_keys(SUBJECT).first()


@kept
def workflow_here(type_key: str, area_id: int | None, on: date) -> str:
    """The same in this area, where a workflow of its own may take the place of that one."""
    key = workflow_key_of(type_key)
    taken = places_taken(key, on)
    if not taken or area_id is None:
        return key
    above = [area.pk for area in reversed(path_of(area_id))]
    return next((taken[each] for each in above if each in taken), key)


def offered_in_order() -> QuerySet[CaseType]:
    """The types that are offered, in the order of the pack, with what they move by."""
    return _TYPES.filter(is_offered=True).order_by("position", "id")


def types_moving_by(workflow_key: str) -> list[CaseType]:
    """The offered types whose cases move by this workflow, in the order of the pack. A heading
    that has types below it is left out: its limits are theirs."""
    offered = list(offered_in_order())
    headings = {kind.parent_id for kind in offered}
    return [
        kind for kind in offered if kind.pk not in headings and workflow_of(kind) == workflow_key
    ]


@kept
def types_at_or_below(keys: tuple[str, ...]) -> tuple[int, ...]:
    """The ids of the types with these keys, and of those below them."""
    wanted = Q(key__in=keys) | Q(parent__key__in=keys)
    return tuple(CaseType.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))


@kept
def upper_types() -> dict[int, CaseType]:
    """Type -> the one it lies below; itself where it lies below none."""
    return {kind.pk: kind.parent or kind for kind in _TYPES.all()}


_TYPES = CaseType.objects.select_related("parent", "workflow", "parent__workflow")
