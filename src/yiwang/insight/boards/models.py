"""A board: a name, and what stands on it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language


class Board(models.Model):
    """One board of this installation. `groups` is a list of {name, name_en, figures}: one group
    without a name where the figures are not grouped."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    about = models.CharField(max_length=200, blank=True)
    about_en = models.CharField(max_length=200, blank=True)
    groups = models.JSONField(default=list)
    colours = ArrayField(
        models.CharField(max_length=40), default=list
    )  # of the map, to choose from
    panels = ArrayField(models.CharField(max_length=20), default=list)
    kinds = ArrayField(models.CharField(max_length=80), default=list)  # keys of case types; all

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if _is_english() else self.name

    @property
    def note(self) -> str:
        """What the board is for, in the reader's language."""
        return self.about_en if _is_english() else self.about


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
