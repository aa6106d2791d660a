"""Under which name a territory governs itself in the open, beside the names of its areas."""

from django.db import models
from django.db.models import Q


class Brand(models.Model):
    """One row at most: what stands at the head of every page. `slogan` may be empty."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    slogan = models.CharField(max_length=60, blank=True)
    slogan_en = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_brand")]
