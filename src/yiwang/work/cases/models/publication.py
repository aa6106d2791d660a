"""What a procedure publishes for everybody, and what residents object to in it.

Nobody is named: numbers of people are refused in the text, the answers and the result.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

OUTCOMES = ["carried_out", "withdrawn"]


class Publication(models.Model):
    """One notice. Until when it is open to objections, the clock of its step says."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="publications")
    title = models.CharField(max_length=80, blank=True)  # empty: the name of the matter
    text = models.TextField(max_length=5000)
    by = models.CharField(max_length=200)  # the post that published it, in words
    published_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)  # once nobody can object any more
    outcome = models.CharField(max_length=12, blank=True)  # one of OUTCOMES
    result = models.TextField(max_length=5000, blank=True)  # what came of it; or why withdrawn
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(outcome=""), name="published_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", result="", concluded_at=None)
                | (Q(outcome__in=OUTCOMES, concluded_at__isnull=False) & ~Q(result="")),
                name="concluded_with_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="carried_out") | Q(over_at__isnull=False),
                name="carried_out_after_its_time",
            ),
            models.CheckConstraint(
                condition=Q(over_at=None) | Q(over_at__gte=F("published_at")),
                name="published_before_it_is_over",
            ),
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="publication_latest")]


class Objection(models.Model):
    """What a resident says against it, without an account: for those at work on it. The answer is
    for everybody."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="objections")
    form = models.UUIDField(unique=True)  # sent twice, it is kept once
    text = models.TextField(max_length=1000)
    at = models.DateTimeField()
    answer = models.TextField(max_length=5000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_as = models.CharField(max_length=200, blank=True)  # the post, in words
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    personal_fields = {
        "text": Personal(
            what=_("What somebody objects to in a notice, without saying who they are"),
            purpose=_("to be answered before the matter is carried out"),
            basis=_("the objector's own words"),
            kept=_("with the case"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answered_by_somebody",
            ),
        ]
