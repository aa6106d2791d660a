"""Registers, their versions, and their entries: a match and an outcome."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

EFFECTS = [
    *("route", "triage", "gate", "procedure", "standard", "target", "delegation", "one_thing"),
    *("duty", "checklist", "calendar", "ballot", "capacity", "dictionary", "none"),
]


class Register(models.Model):
    """A versioned, owned, publishable list with an effect."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    effect = models.CharField(max_length=12)
    owner = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="registers"
    )
    is_public = models.BooleanField(default=False)  # everybody may read what is in force

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(effect__in=EFFECTS), name="register_effect")
        ]


class RegisterVersion(models.Model):
    """One dated state of a register. Published versions are never edited, only followed; of those
    not published there is one at most (exclusion constraint `one_draft_of_a_register`)."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    published_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64)  # of the entries, so that the same is not loaded twice

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"], name="one_register_version_number"
            ),
        ]


class Entry(models.Model):
    """If `match` fits, `outcome` holds. Entries are tried by position; the first that fits decides.

    An empty `kind` or `nature`, no `area` and no `words` each match everything. `kind` is a case
    type key, and also matches the types below it. It holds from and until the days given.
    `entered_by` is what people call the matter whose procedure entered it; empty: its publisher.
    """

    version = models.ForeignKey(RegisterVersion, models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    nature = models.CharField(max_length=40, blank=True)
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    words = ArrayField(models.CharField(max_length=40), default=list)
    outcome = models.JSONField(default=dict)
    basis = models.CharField(max_length=300, blank=True)
    holds_from = models.DateField(null=True)
    holds_until = models.DateField(null=True)  # the last day
    entered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(holds_until__gte=models.F("holds_from"))
                | Q(holds_from=None)
                | Q(holds_until=None),
                name="entry_holds_forward",
            ),
            models.UniqueConstraint(fields=["version", "key"], name="one_entry_per_key"),
            models.UniqueConstraint(fields=["version", "position"], name="one_entry_per_position"),
        ]


class Reading(models.Model):
    """A number on a day for an entry: what there is (standard), how far one has come (target).

    It is of one area, of one organization, or of the whole. The latest day counts, and of one day
    the last that was read; what was read before stays.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="readings")
    entry_key = models.CharField(max_length=60)
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    value = models.DecimalField(max_digits=16, decimal_places=4)
    on = models.DateField()
    source = models.CharField(max_length=300)  # who counted, or the paper it stands in
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(area=None) | Q(organization=None), name="reading_of_one_thing"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="reading_is_a_number"),
        ]
        indexes = [models.Index(fields=["register", "entry_key"], name="reading_of_entry")]
