"""A whistle: departments called to one place; once it is over both sides score each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

WHISTLE_OUTCOMES = ["done", "released", "ended"]  # ended: together with what it was blown for


class Whistle(models.Model):
    """One call. The departments' tasks belong to it, and so does the task of who coordinates."""

    run = models.ForeignKey("workflows.Run", models.CASCADE, related_name="whistles")
    kind = models.CharField(max_length=60)  # of the definition that the run keeps
    caller_post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="+")
    caller = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="whistles"
    )  # for which the post called; a score is about an organization
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    demand = models.CharField(max_length=500, blank=True)
    called_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False, outcome__in=WHISTLE_OUTCOMES),
                name="closed_whistles_have_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["run"], condition=Q(closed_at=None), name="one_open_whistle_per_run"
            ),
        ]
        indexes = [
            models.Index(
                fields=["called_at"], condition=Q(closed_at=None), name="open_whistle_by_age"
            )
        ]


class Score(models.Model):
    """What one side says of the other once the whistle is over: of a body, never of a person."""

    whistle = models.ForeignKey(Whistle, models.CASCADE, related_name="scores")
    task = models.OneToOneField("workflows.Task", models.CASCADE, related_name="score")
    by = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    about = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="scores_received"
    )
    state = models.CharField(max_length=10, default="asked")
    grade = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["whistle", "by", "about"], name="one_score_each_way_per_whistle"
            ),
            models.CheckConstraint(condition=~Q(by=F("about")), name="nobody_scores_themselves"),
            models.CheckConstraint(
                condition=Q(state="asked", grade=None, at=None)
                | Q(state="given", grade__range=(1, 5), at__isnull=False)
                | Q(state="not_given", grade=None, at__isnull=False),
                name="score_state",
            ),
            models.CheckConstraint(
                condition=Q(grade=None) | Q(grade__gte=3) | ~Q(reason=""),
                name="low_scores_have_a_reason",
            ),
        ]
