"""The state of the configuration as one number."""

from django.db import models


class State(models.Model):
    """One row. `number` comes from a sequence whenever a watched table changes, so that a state
    that was rolled back never gives its number to another."""

    number = models.BigIntegerField()
