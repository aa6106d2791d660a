"""Indicators that a territory adds to the standard ones, or says otherwise."""

from django.db import models


class LocalIndicator(models.Model):
    """`definition` as its table in TOML says it (docs/how-to/add-an-indicator.md)."""

    key = models.SlugField(max_length=60, unique=True)
    position = models.PositiveIntegerField()
    definition = models.JSONField()
