"""Where a thing came from: which connector, under which number there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Origin(models.Model):
    """`row` is the key of the thing in the list of its connector. `seen_at` is when the other
    system last had it; `gone_at` when it first had it no more."""

    connector = models.ForeignKey("connectors.Connector", models.CASCADE, related_name="origins")
    number = models.CharField(max_length=200)
    row = ArrayField(models.CharField(max_length=200))
    first_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connector", "number"], name="one_origin_of_a_number"),
        ]
        indexes = [models.Index(fields=["row"], name="origin_of_row")]
