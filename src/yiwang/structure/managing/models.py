"""A body that manages an area, for a time, along one of two lines."""

from django.db import models
from django.db.models import Q

LINES = ("ground", "sector")  # the community it lies in; the line that runs it


class Management(models.Model):
    """An area has at most one manager along each line at a time."""

    area = models.ForeignKey("territory.Area", models.PROTECT, related_name="managements")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="managements"
    )
    line = models.CharField(max_length=10)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # exclusive

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "line"], condition=Q(valid_to=None), name="one_manager_per_line"
            ),
            models.CheckConstraint(condition=Q(line__in=LINES), name="management_line"),
        ]
