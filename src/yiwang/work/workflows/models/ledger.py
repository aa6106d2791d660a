"""What changes when a clock is due, entry by entry: nothing else ever moves it."""

from django.db import models
from django.db.models import F, Q

PAUSE_KINDS = ["pause", "deferral", "reporter", "outside", "merge"]


class Pause(models.Model):
    """A time that does not count, on the clocks of one task or (`task` none) of the whole run.

    Without `request` it is the engine's own: the office waits for the reporter, or for somebody
    outside who decides.
    """

    run = models.ForeignKey("workflows.Run", models.CASCADE, related_name="pauses")
    task = models.ForeignKey("workflows.Task", models.CASCADE, null=True, related_name="pauses")
    kind = models.CharField(max_length=12, default="pause")  # or one of PAUSE_KINDS
    request = models.OneToOneField(
        "workflows.Request", models.CASCADE, null=True, related_name="pause"
    )
    began_at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # as planned
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PAUSE_KINDS), name="pause_kind"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="pauses_end_after_they_began",
            ),
        ]


COUNTS = ["on_time", "returns", "rating"]


class LeftOut(models.Model):
    """A run that one count leaves out, after an appeal: the figures show how many."""

    run = models.ForeignKey("workflows.Run", models.CASCADE, related_name="left_out")
    count = models.CharField(max_length=12)
    request = models.OneToOneField("workflows.Request", models.CASCADE, related_name="left_out")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__in=COUNTS), name="left_out_of_a_count"),
            models.UniqueConstraint(fields=["run", "count"], name="left_out_once"),
        ]


class Extension(models.Model):
    """More time on one clock, in the units that the clock had when it was granted."""

    clock = models.ForeignKey("workflows.Clock", models.CASCADE, related_name="extensions")
    value = models.DecimalField(max_digits=7, decimal_places=2)
    kind = models.CharField(max_length=14)
    request = models.OneToOneField("workflows.Request", models.CASCADE, related_name="extension")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="extension_is_more_time")
        ]
