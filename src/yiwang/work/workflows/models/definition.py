"""A workflow and its versions. A run keeps the version it started under."""

from django.db import models
from django.db.models import Q


class Workflow(models.Model):
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=40)  # what it moves: cases.case


class WorkflowVersion(models.Model):
    """One definition as written (TOML). Only a proved one is published (actions/publish.py)."""

    workflow = models.ForeignKey(Workflow, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    digest = models.CharField(max_length=64)  # sha256 of the source
    state = models.CharField(max_length=10, default="drafted")
    effective_from = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workflow", "number"], name="one_workflow_version"),
            models.CheckConstraint(
                condition=Q(state="drafted", effective_from=None)
                | Q(state="published", effective_from__isnull=False),
                name="published_versions_have_a_date",
            ),
        ]
