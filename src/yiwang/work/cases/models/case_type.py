"""Case types in two levels, each with its limits and the evidence it asks for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CaseType(models.Model):
    """A kind of case. `limits` is {purpose: {"value": 3, "clock": "work_day"}}."""

    key = models.CharField(max_length=80, unique=True)  # sanitation.litter
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    hint = models.CharField(max_length=200, blank=True)
    hint_en = models.CharField(max_length=200, blank=True)
    limits = models.JSONField(default=dict)
    evidence = ArrayField(models.CharField(max_length=20), default=list)  # photo
    words = ArrayField(models.CharField(max_length=40), default=list)  # suggest this type
    workflow = models.ForeignKey(
        "workflows.Workflow", models.PROTECT, null=True, related_name="+"
    )  # none: the territory's default
    is_confidential = models.BooleanField(default=False)
    is_contact_needed = models.BooleanField(default=False)
    is_offered = models.BooleanField(default=True)  # shown to residents
    like_radius_m = models.PositiveIntegerField(default=200)
    like_days = models.PositiveIntegerField(default=30)
