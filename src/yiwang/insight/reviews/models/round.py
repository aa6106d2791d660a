"""Rounds of a review over a period, and what each subject came to.

Two rounds of one scheme never overlap in time (exclusion constraint `rounds_apart`), so that no
answer is counted in two groups. Once a round is closed the database refuses changes of it.
"""

from django.db import models
from django.db.models import F, Q

from yiwang.insight.reviews.definition import LEAST_ANONYMOUS, LEAST_OF_RESIDENTS


class Round(models.Model):
    """One period of a review, open until `closes_on` (that day included)."""

    scheme = models.ForeignKey("reviews.Scheme", models.PROTECT, related_name="rounds")
    version = models.ForeignKey("reviews.SchemeVersion", models.PROTECT, related_name="rounds")
    since = models.DateField()
    until = models.DateField()
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="round_runs_forward"),
            models.UniqueConstraint(fields=["scheme", "since"], name="one_round_of_a_period"),
        ]
        indexes = [
            models.Index(fields=["closes_on"], condition=Q(closed_at=None), name="round_open")
        ]


class Reviewed(models.Model):
    """A subject of a round: one body, one area, or one appointment. Its numbers come when the round
    closes; points of a group that is too small do not exist (the database says so)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reviewed")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey(
        "posts.Appointment", models.PROTECT, null=True, related_name="+"
    )
    is_anonymous = models.BooleanField(default=True)
    least = models.PositiveSmallIntegerField(default=LEAST_ANONYMOUS)
    least_public = models.PositiveSmallIntegerField(default=LEAST_OF_RESIDENTS)
    closed_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    public_answers = models.PositiveIntegerField(default=0)
    reviewers_points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    public_points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    duty_points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    means = models.JSONField(default=dict)  # side -> question -> its mean in points

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, area=None, appointment=None)
                | Q(organization=None, area__isnull=False, appointment=None)
                | Q(organization=None, area=None, appointment__isnull=False),
                name="reviewed_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(least__gte=LEAST_ANONYMOUS),
                name="anonymous_groups_of_five",
            ),
            models.CheckConstraint(
                condition=Q(least_public__gte=LEAST_OF_RESIDENTS), name="public_groups_of_ten"
            ),
            models.CheckConstraint(
                condition=Q(reviewers_points=None)
                | Q(is_anonymous=False)
                | Q(answered__gte=F("least")),
                name="no_points_of_few_reviewers",
            ),
            models.CheckConstraint(
                condition=Q(public_points=None) | Q(public_answers__gte=F("least_public")),
                name="no_points_of_few_answers",
            ),
            models.CheckConstraint(
                condition=Q(appointment=None) | Q(asked=0, reviewers_points=None),
                name="appointments_have_no_reviewers",
            ),
            models.UniqueConstraint(
                fields=["round", "organization"], name="one_reviewed_organization"
            ),
            models.UniqueConstraint(fields=["round", "area"], name="one_reviewed_area"),
            models.UniqueConstraint(
                fields=["round", "appointment"], name="one_reviewed_appointment"
            ),
        ]
