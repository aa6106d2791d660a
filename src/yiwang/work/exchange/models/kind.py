"""Kinds of cards, and the words by which a need finds an offer: both are data of the locality."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

NEED, OFFER, POST, PROJECT = SIDES = ["need", "offer", "post", "project"]
ORGANIZATIONS, VOLUNTEERS, EVERYBODY = CLAIMANTS = ["organizations", "volunteers", "everybody"]


class CardKind(models.Model):
    """A list that cards stand on: wishes, resources of units, posts of service, yearly projects.

    `claimed_by`: who takes such a card on; residents do so with a code and no name. `is_public`:
    everybody reads it. `needs_second`: it is shown once a second person has read it.
    `off_hours_of`: the calendar outside whose working hours its times lie. A claim that nobody has
    reported on after `hold_days` lapses; nobody holds more than `most_held` of a kind at a time.
    """

    key = models.SlugField(max_length=40, unique=True)
    side = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    hint = models.CharField(max_length=200, blank=True)
    hint_en = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=20, default="份")
    unit_en = models.CharField(max_length=20, default="part")
    position = models.PositiveIntegerField(default=0)
    claimed_by = ArrayField(models.CharField(max_length=15), default=list)
    is_public = models.BooleanField(default=True)
    needs_second = models.BooleanField(default=False)
    off_hours_of = models.SlugField(max_length=60, blank=True)
    hold_days = models.PositiveSmallIntegerField(null=True)
    most_held = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=SIDES), name="card_kind_side"),
            models.CheckConstraint(
                condition=Q(claimed_by__contained_by=CLAIMANTS), name="card_kind_claimed_by"
            ),
            models.CheckConstraint(
                condition=(Q(hold_days=None) | Q(hold_days__gt=0))
                & (Q(most_held=None) | Q(most_held__gt=0)),
                name="card_kind_limits",
            ),
        ]

    @property
    def is_for_everybody(self) -> bool:
        """Whether residents take such a card on, with a code and no name."""
        return EVERYBODY in self.claimed_by


class Tag(models.Model):
    """A field of service (old people, children, law, repairs): on cards and on what volunteers can
    do, never on who is helped."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)
