"""Rules that packs add to ours."""

from django.db import models


class RuleSet(models.Model):
    """The rules of one pack as they were read (`rules.py`)."""

    pack = models.CharField(max_length=60, unique=True)
    rules = models.JSONField(default=list)
