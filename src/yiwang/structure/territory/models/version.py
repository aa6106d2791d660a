"""The versions of a net: what was brought into force when and from which file, what is drafted for
a day, and what an area was before."""

from django.db import models
from django.db.models import Q

from yiwang.structure.territory.states import STATES

FOUND_BY = ["given", "ground", "name", "parts"]


class NetVersion(models.Model):
    """One state of a net, or the draft of one. Versions in force are numbered as the net's
    `revision` was; the draft of one is the file it will be read from. The day of a draft that has
    none yet is the one it was made on."""

    net = models.ForeignKey("territory.Net", models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default="in_force")
    takes_effect_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    source = models.JSONField(default=dict)  # see importing/source.py; empty: a pack
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["net", "number"], name="one_version_per_number"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="net_version_state"),
            models.CheckConstraint(
                condition=Q(state="in_force", number__isnull=False)
                | (~Q(state="in_force") & Q(number=None)),
                name="net_versions_in_force_are_numbered",
            ),
        ]


class FormerState(models.Model):
    """What an area was until a version of its net changed it: last year is not lost."""

    area = models.ForeignKey("territory.Area", models.CASCADE, related_name="former_states")
    until = models.ForeignKey(NetVersion, models.CASCADE, related_name="replaced")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=30)
    parent = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    geometry = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "until"], name="one_former_state_per_version")
        ]


class AreaSuccession(models.Model):
    """In this version of a net one area followed another: a split, a merger, or another code."""

    version = models.ForeignKey(NetVersion, models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey("territory.Area", models.CASCADE, related_name="successors")
    successor = models.ForeignKey("territory.Area", models.CASCADE, related_name="predecessors")
    found_by = models.CharField(max_length=10)
    share = models.FloatField(null=True)  # of the ground or the parts of the predecessor

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "predecessor", "successor"], name="one_succession_per_version"
            ),
            models.CheckConstraint(condition=Q(found_by__in=FOUND_BY), name="succession_found_by"),
        ]


class DrawnStep(models.Model):
    """The file of a draft as a stroke left it. Step 0 is what was there before the first stroke;
    those that were taken back stay, to be done again, until another stroke is drawn."""

    version = models.ForeignKey(NetVersion, models.CASCADE, related_name="steps")
    place = models.PositiveIntegerField()
    source = models.JSONField()  # as the one of a version
    stroke = models.JSONField(default=dict)  # see redrawing/strokes.py; empty: none
    is_taken_back = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="one_drawn_step_per_place"),
            models.CheckConstraint(
                condition=Q(place__gt=0) | Q(is_taken_back=False), name="first_step_stays"
            ),
        ]
