"""The practice that runs: since when, with which exercises and whose invented accounts."""

from django.db import models


class Practice(models.Model):
    """One row, in a practice installation alone. `exercises` is an `ExercisesFile` as JSON;
    `accounts` is a list of {username, name, shows}: invented people, whose password is published
    with the pack and shown on the page of exercises."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    begun_at = models.DateTimeField()
    exercises = models.JSONField(default=dict)
    accounts = models.JSONField(default=list)
    password = models.CharField(max_length=128, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="one_practice")]
