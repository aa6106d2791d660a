"""Who is asked, and what is answered; in anonymous rounds nothing ties the two.

An anonymous answer is not a row: it is added to counts, and every count of the subject is written
at each answer, so that not even the order of writing tells them apart. Words are written anew in
their own order each time.
"""

import uuid

from django.db import models
from django.db.models import Q

SIDES = ("reviewers", "public")


class Asked(models.Model):
    """Somebody asked to review a subject: one appointment, or one body with one voice."""

    reviewed = models.ForeignKey("reviews.Reviewed", models.CASCADE, related_name="askings")
    appointment = models.ForeignKey(
        "posts.Appointment", models.PROTECT, null=True, related_name="+"
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    is_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(appointment=None) ^ Q(organization=None), name="asked_is_one"
            ),
            models.UniqueConstraint(
                fields=["reviewed", "appointment"], name="asked_once_by_appointment"
            ),
            models.UniqueConstraint(
                fields=["reviewed", "organization"], name="asked_once_by_organization"
            ),
        ]


class Answer(models.Model):
    """A named answer: question -> value, and question -> words."""

    asked = models.OneToOneField(Asked, models.CASCADE, related_name="answer")
    values = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    by = models.CharField(max_length=200)  # the capacity
    given_at = models.DateTimeField()


class Tallied(models.Model):
    """How many anonymous answers to a question had a value."""

    reviewed = models.ForeignKey("reviews.Reviewed", models.CASCADE, related_name="tallies")
    side = models.CharField(max_length=10)
    question = models.CharField(max_length=60)
    value = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reviewed", "side", "question", "value"], name="one_tally_of_a_value"
            ),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="tally_side"),
        ]


class Remark(models.Model):
    """Words of an anonymous answer, without a moment and without an order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reviewed = models.ForeignKey("reviews.Reviewed", models.CASCADE, related_name="remarks")
    side = models.CharField(max_length=10)
    question = models.CharField(max_length=60)
    words = models.CharField(max_length=500)


class Slip(models.Model):
    """What lets a resident answer once: a printed slip, or a form that was handed out by the page.

    Only the digest is kept, and that it was used; not when.
    """

    reviewed = models.ForeignKey("reviews.Reviewed", models.CASCADE, related_name="slips")
    digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)
