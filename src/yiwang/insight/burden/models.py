"""Demands on communities that came outside this program: on paper, by telephone, in a meeting."""

from django.conf import settings
from django.db import models
from django.db.models import Q

FORMS = ["task", "form", "report", "meeting"]


class Demand(models.Model):
    """Somebody asked a community body for something. `is_admitted` is what the registers with the
    effect `gate` said on that day, `gate_said` their sentence. The same is entered once only."""

    body = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="demands_received"
    )
    asker = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="demands_made"
    )
    asker_words = models.CharField(max_length=120, blank=True)  # one that is no body here
    form = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    asked_on = models.DateField()
    is_admitted = models.BooleanField()
    gate_said = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    capacity = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(form__in=FORMS), name="demand_form"),
            models.CheckConstraint(
                condition=Q(asker__isnull=False) ^ ~Q(asker_words=""), name="demand_has_an_asker"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="demand_has_a_title"),
            models.UniqueConstraint(
                fields=["body", "form", "title", "asked_on"], name="demand_is_entered_once"
            ),
        ]
        indexes = [models.Index(fields=["asked_on", "body"], name="demand_by_day")]
