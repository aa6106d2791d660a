"""The workflows in force, for the page that shows the rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.territory.queries import ids_by_code
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import WorkflowVersion


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One version in force, what it says, and since when."""

    version_id: int
    number: int
    effective_from: datetime
    published_at: datetime | None
    definition: Definition


@kept
def places_taken(workflow_key: str, on: date) -> dict[int, str]:
    """Area id -> key of the workflow that takes the place of this one there, on this day."""
    at = timezone.make_aware(datetime.combine(on, time.max))
    taking = {
        each.definition.area: each.definition.key
        for each in workflows_in_force(at)
        if each.definition.instead_of == workflow_key
    }
    return {area_id: taking[code] for code, area_id in ids_by_code(list(taking)).items()}


def workflows_in_force(at: datetime) -> list[PublishedVersion]:
    """The version of each workflow that a run started at `at` would keep, by key. One query."""
    versions = (
        WorkflowVersion.objects.filter(state="published", effective_from__lte=at)
        .order_by("workflow__key", "-effective_from", "-number")
        .distinct("workflow__key")
    )
    return [
        PublishedVersion(
            version.pk,
            version.number,
            version.effective_from or at,
            version.published_at,
            definition_of_version(version.pk),
        )
        for version in versions
    ]


def versions_in_force_since(at: datetime) -> list[PublishedVersion]:
    """Every version that has come into force up to `at`, the latest first. One query."""
    versions = WorkflowVersion.objects.filter(state="published", effective_from__lte=at)
    return [
        PublishedVersion(
            version.pk,
            version.number,
            version.effective_from or at,
            version.published_at,
            definition_of_version(version.pk),
        )
        for version in versions.order_by("-effective_from", "workflow__key")
    ]


def last_of_versions(version_ids: Collection[int]) -> dict[str, WorkflowVersion]:
    """Key of a workflow -> the last of these versions of it."""
    versions = WorkflowVersion.objects.filter(pk__in=version_ids).select_related("workflow")
    return {each.workflow.key: each for each in versions.order_by("number")}
