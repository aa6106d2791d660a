"""Bodies and the dated typed links between them."""

from django.db import models
from django.db.models import Q


class Organization(models.Model):
    """Any body. `function` is what it does (urban_management, water …), used by routes."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40)  # command_center, department, service_station …
    function = models.CharField(max_length=40, blank=True)
    area = models.ForeignKey(
        "territory.Area", models.PROTECT, null=True, related_name="organizations"
    )  # the territory it serves; none for a body outside
    place = models.CharField(max_length=120, blank=True)  # where it sits, when outside
    state = models.CharField(max_length=20, default="active")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["in_preparation", "active", "temporary", "dissolved"]),
                name="organization_state",
            )
        ]
        indexes = [models.Index(fields=["function", "area"], name="organization_by_function")]


class OrganizationLink(models.Model):
    """A dated typed relation: one body owns, manages, uses, guides, hosts or supports another …"""

    source = models.ForeignKey(Organization, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Organization, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "owns",
                        "manages",
                        "uses",
                        "guides",
                        "member_of",
                        "co_builds",
                        "hosts",
                        "supports",
                    ]
                ),
                name="organization_link_kind",
            ),
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(valid_to=None),
                name="one_valid_organization_link",
            ),
        ]
