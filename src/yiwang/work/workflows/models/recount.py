"""What has to be reckoned anew after working days or limits have changed."""

from django.db import models


class Recount(models.Model):
    """One change, and how far its consequences are drawn: everything up to `after_run` is done."""

    position = models.BigIntegerField(unique=True)  # of the record that tells of the change
    calendar = models.ForeignKey("clocks.Calendar", models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=40, blank=True)  # whose types have other limits now
    after_run = models.BigIntegerField(default=0)
    runs = models.PositiveIntegerField(default=0)  # looked at
    moved = models.PositiveIntegerField(default=0)  # that are due at another moment since
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["position"],
                condition=models.Q(ended_at=None),
                name="recount_to_do",
            )
        ]
