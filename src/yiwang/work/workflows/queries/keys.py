"""Which workflows there are for a kind of thing."""

from django.db.models import QuerySet

from yiwang.work.workflows.models import Workflow, WorkflowVersion


def workflow_keys(subject: str) -> QuerySet[Workflow, str]:
    """The keys of the workflows that move `subject` (app.noun), in the order they were loaded."""
    return Workflow.objects.filter(subject=subject).order_by("id").values_list("key", flat=True)


def versions_in_use(subject: str) -> list[int]:
    """The ids of published versions of the workflows that move `subject`."""
    published = WorkflowVersion.objects.filter(workflow__subject=subject, state="published")
    return list(published.order_by("id").values_list("id", flat=True))


def all_workflows() -> list[tuple[str, str]]:
    """The key and the name of every workflow that moves cases, for choosing one."""
    found = Workflow.objects.filter(subject="cases.case").order_by("key")
    return list(found.values_list("key", "name"))
