"""Who is on duty when: patterns of shifts, the shifts themselves, and swaps between two people."""

from django.db import models
from django.db.models import F, Q

from yiwang.structure.posts.models.appointment import Appointment
from yiwang.structure.posts.models.post import Post, PostType

OPEN_SWAPS = ["asked", "agreed"]
SWAP_STATES = [*OPEN_SWAPS, "done", "refused", "withdrawn"]


class DutyPattern(models.Model):
    """The shifts of a type of post. `slots` is a list of {name, name_en, starts, ends, days}: times
    as 08:30, an end before its start is on the next day; days of the week from 0, Monday."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    type = models.ForeignKey(PostType, models.PROTECT, related_name="duties")
    slots = models.JSONField(default=list)
    swaps_approved = models.BooleanField(default=False)  # by whoever plans, after both agreed


class Shift(models.Model):
    """A turn of duty. Nobody has two at once at a post: the database says so (exclusion constraint
    `one_shift_at_a_time`, migration 0007)."""

    pattern = models.ForeignKey(DutyPattern, models.PROTECT, related_name="shifts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="shifts")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="shifts")
    slot = models.CharField(max_length=60)
    slot_en = models.CharField(max_length=60, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_has_time"),
            models.UniqueConstraint(
                fields=["post", "slot", "starts_at"], name="one_person_per_slot"
            ),
        ]
        indexes = [models.Index(fields=["post", "ends_at"], name="shift_of_post")]


class ShiftSwap(models.Model):
    """Somebody asks a colleague of the same post to take a shift, for one of theirs or for none."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="swaps")
    other = models.ForeignKey(Appointment, models.PROTECT, related_name="swaps_asked_of")
    in_return = models.ForeignKey(Shift, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=10, default="asked")
    reason = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SWAP_STATES), name="swap_state"),
            models.UniqueConstraint(
                fields=["shift"], condition=Q(state__in=OPEN_SWAPS), name="one_open_swap_per_shift"
            ),
        ]
