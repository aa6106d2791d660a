"""A nudge: somebody asks those at work to get on with it. It moves no clock."""

from django.db import models


class Nudge(models.Model):
    """`post` is whose holder nudged, none for the reporter; `by` is the same in words."""

    run = models.ForeignKey("workflows.Run", models.CASCADE, related_name="nudges")
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=200, blank=True)  # of staff; the reporter gives none
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["run", "-at"], name="nudge_of_run")]
