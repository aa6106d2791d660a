"""Post types with their powers, and posts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce


class PostType(models.Model):
    """A kind of role. `powers` are names from `powers.py`; they reach over the post's area."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    powers = ArrayField(models.CharField(max_length=40), default=list)
    specialty = models.CharField(max_length=40, blank=True)  # keys of classes, see `PostClass`
    force = models.CharField(max_length=40, blank=True)
    group = models.CharField(max_length=40, blank=True)
    needs = ArrayField(models.CharField(max_length=60), default=list)  # certificates, by kind
    ladder = models.CharField(max_length=60, blank=True)  # the register of its grades
    term_years = models.PositiveSmallIntegerField(null=True)  # of office (换届); None: no term
    shown = models.CharField(max_length=10, blank=True)  # to residents: the post, or the name too
    is_working = models.BooleanField(default=True)  # works on a phone rather than at a desk
    duty = models.TextField(blank=True)  # the role in words, as the locality describes it
    duty_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(shown__in=["", "post", "name"]), name="post_shown"),
            models.CheckConstraint(
                condition=Q(term_years=None) | Q(term_years__gt=0), name="term_of_a_year_at_least"
            ),
        ]


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
