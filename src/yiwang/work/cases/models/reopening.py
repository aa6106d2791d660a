"""What a reporter asked for after an answer: to have it handled again, and what was decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

DECISIONS = ["", "granted", "refused"]


class ReopenRequest(models.Model):
    """A reason not to be satisfied, and the decision on it. An appeal against a refusal is one
    more, which the level above decides."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="reopen_requests")
    is_appeal = models.BooleanField(default=False)
    is_by_telephone = models.BooleanField(default=False)  # said in a call-back
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)  # the post, in words

    personal_fields = {
        "reason": Personal(
            what=_("Why a reporter is not satisfied"),
            purpose=_("to decide whether it is handled again, and to do it better"),
            basis=_("the reporter's own words"),
            kept=_("with the case"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=DECISIONS), name="reopen_decision"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="reopen_decided_once",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(decision=""), name="one_open_reopen_request"
            ),
        ]
