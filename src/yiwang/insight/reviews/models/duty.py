"""What the subject says of its duties and who confirmed it; the report it is questioned about."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class DutyEntry(models.Model):
    """One entry of the duty list of a subject, reported by it, confirmed by somebody else."""

    reviewed = models.ForeignKey("reviews.Reviewed", models.CASCADE, related_name="duties")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    is_done = models.BooleanField(null=True)
    evidence = models.CharField(max_length=500, blank=True)
    reported_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reported_as = models.CharField(max_length=200, blank=True)
    reported_at = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(null=True)
    why = models.CharField(max_length=300, blank=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_as = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reviewed", "key"], name="one_duty_of_a_key"),
            models.CheckConstraint(
                condition=Q(is_confirmed=None) | Q(is_done__isnull=False),
                name="duty_reported_before_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=False) | ~Q(why=""), name="duty_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("reported_by")),
                name="nobody_confirms_their_own_duty",
            ),
        ]


class Report(models.Model):
    """The report of a subject on its work, before it is rated."""

    reviewed = models.OneToOneField("reviews.Reviewed", models.CASCADE, related_name="report")
    words = models.TextField(max_length=8000)
    by = models.CharField(max_length=200)
    handed_in_at = models.DateTimeField()


class ReportQuestion(models.Model):
    """A reviewer's question about a report, and the subject's answer."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="questions")
    words = models.CharField(max_length=1000)
    by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
