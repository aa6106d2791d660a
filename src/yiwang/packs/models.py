"""Which packs this installation has loaded, in which state of their files."""

from django.db import models


class InstalledPack(models.Model):
    """A pack as last installed. `digest` is of its files: the same digest changes nothing."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    installed_at = models.DateTimeField()
