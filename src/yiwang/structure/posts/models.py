"""Post types with powers, posts, and appointments: who holds a post, how, and for how long."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

MODES = ["full_time", "concurrent", "seconded", "stationed", "paired", "standby", "volunteer"]


class PostType(models.Model):
    """A kind of role. `powers` are names from `powers.py`; they reach over the post's area."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    powers = ArrayField(models.CharField(max_length=40), default=list)
    specialty = models.CharField(max_length=40, blank=True)
    is_working = models.BooleanField(default=True)  # works on a phone rather than at a desk
    duty = models.TextField(blank=True)  # the role in words, as the locality describes it
    duty_en = models.TextField(blank=True)


class Post(models.Model):
    """A role for an organization and/or an area."""

    type = models.ForeignKey(PostType, models.PROTECT, related_name="posts")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="posts"
    )
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="posts")
    seats = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "type",
                Coalesce("organization", Value(0, models.BigIntegerField())),
                Coalesce("area", Value(0, models.BigIntegerField())),
                name="one_post_per_type_organization_area",
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(area__isnull=False),
                name="post_of_an_organization_or_area",
            ),
        ]
        indexes = [models.Index(fields=["area", "type"], name="post_of_area")]


class Appointment(models.Model):
    """A person holding a post for a time. One primary per post at any time: the database says so
    (exclusion constraint `one_primary_at_a_time`, first migration)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    mode = models.CharField(max_length=12, default="full_time")
    is_primary = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # exclusive: the first day without the power

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=MODES), name="appointment_mode"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["account", "post"], name="appointment_of_account")]
