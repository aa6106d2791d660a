"""Nets, areas, links between areas of different nets, and the closure that scope is asked of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from yiwang.structure.territory.kinds import KINDS


def _told(said: str, in_english: str) -> str:
    return in_english if in_english and (get_language() or "").startswith("en") else said


class Net(models.Model):
    """A named division of the territory. `levels` is a list of {key, name, name_en}, top first."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=30)
    levels = models.JSONField(default=list)
    is_partition = models.BooleanField(default=True)
    is_primary = models.BooleanField(default=False)  # the net a case's number and routing follow
    geometry_note = models.CharField(max_length=300, blank=True)  # e.g. "demonstration geometry"
    geometry_note_en = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)  # grows when its areas change

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_primary"], condition=Q(is_primary=True), name="one_primary_net"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="net_kind"),
        ]

    @property
    def noted(self) -> str:
        """What is to be known of its geometry, in the reader's language."""
        return _told(self.geometry_note, self.geometry_note_en)


class Area(models.Model):
    """One piece of a net, valid for a time. Geometry is WKB in WGS-84 (longitude, latitude)."""

    net = models.ForeignKey(Net, models.PROTECT, related_name="areas")
    code = models.CharField(max_length=40)  # a string; no meaning is parsed out of it
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=30)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    geometry = models.BinaryField(null=True)
    lng = models.FloatField(null=True)  # a point inside, for lists and maps
    lat = models.FloatField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # exclusive

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["net", "code"], condition=Q(valid_to=None), name="one_valid_area_per_code"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="area_valid_for_a_time",
            ),
        ]
        indexes = [models.Index(fields=["net", "level", "code"], name="area_by_level")]

    @property
    def label(self) -> str:
        """The name in the reader's language; the official one where there is no other."""
        return _told(self.name, self.name_en)


class AreaAncestor(models.Model):
    """Closure of the trees: every area with each of its ancestors, itself at depth 0."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="ancestry")
    ancestor = models.ForeignKey(Area, models.CASCADE, related_name="descent")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "ancestor"], name="one_row_per_ancestor")
        ]
        indexes = [models.Index(fields=["ancestor", "area"], name="area_below")]


class AreaLink(models.Model):
    """A dated link between areas of different nets."""

    KINDS = [("within", "within"), ("aggregates", "aggregates"), ("overlaps", "overlaps")]

    source = models.ForeignKey(Area, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Area, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=12, choices=KINDS)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(valid_to=None),
                name="one_valid_area_link",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["within", "aggregates", "overlaps"]), name="area_link_kind"
            ),
        ]
