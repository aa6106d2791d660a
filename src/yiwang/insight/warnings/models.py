"""Warnings that were opened, and the numbers of rules that a locality changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

KINDS = ["surge", "recurrence", "near_due", "unfilled", "reveals"]
OUTCOMES = ["acted", "known", "false_alarm", "over"]


class EarlyWarning(models.Model):
    """Something that stands out. Its subject is an area, a body, a type of case or a post; never a
    person.

    `key` says what it is about: of two warnings about the same one is open at most. `numbers` are
    those that explain it, as they were last computed; `opened_size` and `size` tell how large it
    was and is, in what its kind counts.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="+")
    type = models.ForeignKey("cases.CaseType", models.PROTECT, null=True, related_name="+")
    numbers = models.JSONField(default=dict)
    opened_size = models.FloatField()
    size = models.FloatField()
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # by the watch, the last time
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    capacity = models.CharField(max_length=200, blank=True)  # in which it was closed
    outcome = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="warning_kind"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(closed_at=None), name="one_open_warning_of_a_thing"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="", closed_by=None)
                | Q(closed_at__isnull=False, outcome="over")
                | (
                    Q(closed_at__isnull=False, outcome__in=OUTCOMES, closed_by__isnull=False)
                    & ~Q(reason="")
                ),
                name="closed_warnings_say_why",
            ),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("opened_at")), name="warning_seen_after_it_opened"
            ),
            models.CheckConstraint(
                condition=~Q(kind="reveals") | Q(post__isnull=False),
                name="reveals_are_of_a_post",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "-opened_at"], condition=Q(closed_at=None), name="open_warning"
            ),
            models.Index(fields=["key", "-closed_at"], name="warning_of_a_thing"),
        ]


class ChangedRule(models.Model):
    """The numbers of one kind of warning that a locality changed; all others are the standard's."""

    kind = models.CharField(max_length=12, unique=True)
    numbers = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=KINDS), name="rule_kind")]
