"""Leaving something out of a result: asked with a reason, decided by a second person, and shown."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL
KINDS = ("exclusion", "appeal")  # by who organizes; by the subject


class Objection(models.Model):
    """About a whole result, one named answer of it, or a line of a card. Of an anonymous round no
    single answer can be named, since there are none."""

    kind = models.CharField(max_length=10)
    reviewed = models.ForeignKey(
        "reviews.Reviewed", models.PROTECT, null=True, related_name="objections"
    )
    answer = models.ForeignKey(
        "reviews.Answer", models.PROTECT, null=True, related_name="objections"
    )
    card = models.ForeignKey("reviews.Card", models.PROTECT, null=True, related_name="objections")
    line = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    by_as = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    is_granted = models.BooleanField(null=True)
    decision = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_as = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="objection_kind"),
            models.CheckConstraint(
                condition=Q(reviewed__isnull=False, card=None, line="")
                | (Q(reviewed=None, answer=None, card__isnull=False) & ~Q(line="")),
                name="objection_is_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="objection_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="nobody_decides_their_own_objection",
            ),
            models.CheckConstraint(
                condition=Q(is_granted=None, decided_at=None)
                | (Q(is_granted__isnull=False, decided_at__isnull=False) & ~Q(decision="")),
                name="objection_decided_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["reviewed", "answer"],
                condition=Q(is_granted=None, card=None),
                nulls_distinct=False,
                name="one_open_objection_to_a_result",
            ),
            models.UniqueConstraint(
                fields=["card", "line"],
                condition=Q(is_granted=None, reviewed=None),
                name="one_open_objection_to_a_line",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(is_granted=None), name="objection_open")
        ]
