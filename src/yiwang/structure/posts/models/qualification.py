"""What people are certified for, until when, and the grade of an appointment in a ladder."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yiwang.structure.posts.models.appointment import Appointment


class QualificationKind(models.Model):
    """Such as social worker. `warn_days` before one expires somebody is told."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    warn_days = models.PositiveSmallIntegerField(default=60)


class Qualification(models.Model):
    """A certificate that somebody holds: its kind and its days, no number and no copy."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="qualifications"
    )
    kind = models.ForeignKey(QualificationKind, models.PROTECT, related_name="+")
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)  # the last day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "issued_on"], name="one_certificate_per_day"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("issued_on")),
                name="certificate_holds_for_a_time",
            ),
        ]
        indexes = [models.Index(fields=["kind", "expires_on"], name="certificate_expires")]


class Grade(models.Model):
    """The grade of an appointment since a day, an entry of the register that is its ladder. Pay is
    elsewhere; nothing is ranked or counted by it."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="grades")
    entry = models.CharField(max_length=60)
    label = models.CharField(max_length=200)  # as the register said it then
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "since"], name="one_grade_per_day")
        ]
