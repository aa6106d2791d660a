"""What a person chose: which kinds by which channel, how often, and when not."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

PACES = ["at_once", "hourly", "daily"]


class Choices(models.Model):
    """Whoever chose nothing has no row. `kinds` is {kind: [channels]}; a kind that is not there
    goes the usual ways. What is on the page of messages is there at once; `pace` and the quiet
    hours are of what leaves the house."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)  # where the account has another one, or none
    kinds = models.JSONField(default=dict)
    pace = models.CharField(max_length=10, default="at_once")
    daily_at = models.TimeField(default=time(8, 30))
    quiet_from = models.TimeField(default=time(22), null=True)
    quiet_until = models.TimeField(default=time(7), null=True)

    personal_fields = {
        "email": Personal(
            what=_("The e-mail address for messages of a member of staff"),
            purpose=_("to say that a task waits, never what it is about"),
            basis=_("the person's own choice"),
            kept=_("until they delete it"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pace__in=PACES), name="choices_pace"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_from_and_until",
            ),
        ]
