"""One complaint about the software, and its answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal


class Complaint(models.Model):
    """`page` is the address it was written on, without what follows a question mark."""

    tracking_digest = models.CharField(max_length=64, unique=True)  # of the code
    form = models.UUIDField(unique=True)  # sent twice, it is kept once
    text = models.TextField(max_length=2000)
    page = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    answer = models.TextField(max_length=3000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_as = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    personal_fields = {
        "text": Personal(
            what=_("What somebody finds wrong with these pages, without saying who they are"),
            purpose=_("to be answered by those who run the software"),
            basis=_("the writer's own words"),
            kept=_("a year after the answer"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="complaint_answered_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["answered_at", "at"], name="complaint_waiting")]
