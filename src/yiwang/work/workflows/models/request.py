"""What somebody asks for about a run, and what another person decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q

DECISIONS = ["pending", "granted", "refused", "lapsed"]


class Request(models.Model):
    """Asked on a task by whoever has it; decided in the task of the approver (`approval`)."""

    run = models.ForeignKey("workflows.Run", models.CASCADE, related_name="requests")
    task = models.ForeignKey(
        "workflows.Task", models.CASCADE, null=True, related_name="requests"
    )  # on which it was asked; none: of the run itself
    is_whole = models.BooleanField(default=False)  # what is granted holds for the whole run
    kind = models.CharField(max_length=20)  # asking.py: extension, pause, deferral, void, …
    about = models.CharField(max_length=12, blank=True)  # of an appeal: which count
    reason_code = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    value = models.DecimalField(max_digits=7, decimal_places=2, null=True)  # in units of the clock
    until = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_by_post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="+")
    asked_as = models.CharField(max_length=200, blank=True)  # the capacity, in words
    asked_at = models.DateTimeField()
    approval = models.OneToOneField("workflows.Task", models.CASCADE, related_name="request")
    decision = models.CharField(max_length=10, default="pending")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_as = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=DECISIONS), name="request_decision"),
            models.CheckConstraint(
                condition=Q(decision="pending", decided_at=None)
                | (~Q(decision="pending") & Q(decided_at__isnull=False)),
                name="decided_requests_have_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")),
                name="nobody_approves_their_own_request",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(decision="pending"), name="one_pending_request_a_task"
            ),
        ]
