"""Which workflows there are for a kind of thing."""

from django.db.models import QuerySet

from yiwang.work.workflows.models import Workflow


def workflow_keys(subject: str) -> QuerySet[Workflow, str]:
    """The keys of the workflows that move `subject` (app.noun), in the order they were loaded."""
    return Workflow.objects.filter(subject=subject).order_by("id").values_list("key", flat=True)
