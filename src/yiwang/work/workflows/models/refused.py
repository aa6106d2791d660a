"""What a gate did not admit: kept although the act that asked for it came to nothing."""

from django.db import models
from django.db.models import Q


class RefusedDemand(models.Model):
    """A community was to be asked for something, and the register did not admit it: once for each
    matter, body and register. `asker` is the body from whose post it was to be asked, `kind` the
    type by its key, `said` which entry was missing."""

    run = models.ForeignKey("workflows.Run", models.CASCADE, related_name="refused_demands")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="refused_demands"
    )
    asker = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    register = models.CharField(max_length=60)
    kind = models.CharField(max_length=80, blank=True)
    said = models.CharField(max_length=500)
    refused_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "organization", "register"], name="refused_once_a_matter"
            ),
            models.CheckConstraint(condition=~Q(said=""), name="refused_with_a_sentence"),
        ]
        indexes = [
            models.Index(fields=["organization", "refused_at"], name="refused_of_a_body"),
        ]
