"""What a volunteer says of what they can do and when."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

TIMES = [
    *("weekday_day", "weekday_evening", "saturday", "sunday"),
]


class Enrolment(models.Model):
    """Of one appointment as a volunteer; it ends with it. Told by themselves, changed or taken out
    by themselves at any time."""

    appointment = models.OneToOneField(
        "posts.Appointment", models.CASCADE, related_name="enrolment"
    )
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    times = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    note = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField()

    personal_fields = {
        name: Personal(what=what, purpose=purpose, basis=basis, kept=kept)
        for name, what in (
            ("tags", _("Fields in which a volunteer wants to help")),
            ("times", _("When a volunteer has time")),
            ("note", _("What a volunteer adds in their own words")),
        )
        for purpose, basis, kept in (
            (
                _("to be asked for what fits"),
                _("the volunteer's own words"),
                _("until they take it out, or the appointment ends"),
            ),
        )
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(times__contained_by=TIMES), name="enrolment_times"),
        ]
        indexes = [GinIndex(fields=["tags"], name="enrolment_by_tag")]
