"""The published definitions: which version is in force, and what a version says.

A published version never changes, so it is read from the database once per process.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.work.workflows.definition.read import read_definition
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import WorkflowVersion


@dataclass(frozen=True, slots=True)
class InForce:
    """The version that a run started now would keep."""

    version_id: int
    number: int
    definition: Definition


def definition_in_force(workflow_key: str, at: datetime) -> InForce:
    """The latest published version effective at `at`; NotFound when there is none yet."""
    found = (
        WorkflowVersion.objects.filter(
            workflow__key=workflow_key, state="published", effective_from__lte=at
        )
        .order_by("-effective_from", "-number")
        .values_list("id", "number")
        .first()
    )
    if found is None:
        raise NotFound(
            format_lazy(
                _("No version of the workflow “{key}” is in force yet; publish one first."),
                key=workflow_key,
            )
        )
    return InForce(*found, definition_of_version(found[0]))


def definition_of_version(version_id: int) -> Definition:
    """What a published version says. No query after the first time."""
    return _published(str(connection.settings_dict["NAME"]), version_id)


@lru_cache(maxsize=256)
def _published(database: str, version_id: int) -> Definition:
    """Keyed by database too: ids repeat in the copies that tests make of a template."""
    version = WorkflowVersion.objects.select_related("workflow").get(
        id=version_id, state="published"
    )
    return read_definition(version.source, f"{version.workflow.key}, version {version.number}")
