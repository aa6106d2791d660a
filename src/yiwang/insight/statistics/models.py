"""Typed-in figures, what they were before a correction, and the kinds that a locality added."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class LocalSeries(models.Model):
    """A kind of figure that a pack adds, or says otherwise than the standard (`standard.toml`)."""

    key = models.SlugField(max_length=40, unique=True)
    data = models.JSONField(default=dict)


class Statistic(models.Model):
    """A figure of one area or one body for a time, both days included: a sum about people, places
    or events, never about one person. Of one kind and subject no two times overlap: the database
    says so (exclusion constraint `no_figure_twice`, migration 0001).
    """

    series = models.SlugField(max_length=40)
    area = models.ForeignKey(
        "territory.Area", models.PROTECT, null=True, related_name="+", db_index=True
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    first = models.DateField()
    last = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=300)  # the paper, the office
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    capacity = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)  # of the latest correction
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(area=None) ^ Q(organization=None), name="figure_of_an_area_or_body"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="figure_of_a_time"),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_is_not_below_0"),
            models.CheckConstraint(condition=~Q(source=""), name="figure_has_a_source"),
        ]
        indexes = [models.Index(fields=["series", "first"], name="figure_of_series")]


class FormerValue(models.Model):
    """What a figure was until it was corrected."""

    statistic = models.ForeignKey(Statistic, models.CASCADE, related_name="former")
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    capacity = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)  # why it was corrected
