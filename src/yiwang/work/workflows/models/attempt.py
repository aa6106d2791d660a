"""A time that somebody tried to call a reporter back, and what came of it."""

from django.db import models
from django.db.models import Q


class CallAttempt(models.Model):
    """`outcome` is the act: call_missed as often as nobody answers, another one at last."""

    task = models.ForeignKey("workflows.Task", models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()  # from 1
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="one_attempt_of_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempts_count_from_one"),
        ]
