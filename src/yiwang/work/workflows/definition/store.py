"""The published definitions: which version is in force, and what a version says.

What is published is kept until another is; a published version never changes, so it is read from
the database once per process.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import kept
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
    published = _published_versions(workflow_key)
    found = next((version for version in published if version.effective_from <= at), None)
    if found is None:
        raise NotFound(
            format_lazy(
                _("No version of the workflow “{key}” is in force yet; publish one first."),
                key=workflow_key,
            )
        )
    return InForce(found.id, found.number, definition_of_version(found.id))


class _Published(NamedTuple):
    effective_from: datetime
    number: int
    id: int


@kept
def _published_versions(workflow_key: str) -> list[_Published]:
    """The latest first: the one that goes before all others."""
    published = WorkflowVersion.objects.filter(workflow__key=workflow_key, state="published")
    rows = published.order_by("-effective_from", "-number").values_list(*_Published._fields)
    return [_Published(*row) for row in rows]


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
