"""Schemes of reviews and scorecards, and their versions."""

from django.db import models
from django.db.models import Q

KINDS = ("review", "scorecard")


class Scheme(models.Model):
    """A review or a scorecard under one key."""

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=KINDS), name="scheme_kind")]


class SchemeVersion(models.Model):
    """One dated state of it, as TOML. A published one is never edited (the database refuses it)."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    digest = models.CharField(max_length=64)
    effective_from = models.DateField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="one_scheme_version"),
            models.UniqueConstraint(
                fields=["scheme"], condition=Q(published_at=None), name="one_draft_of_a_scheme"
            ),
        ]
