"""What the reporter was told, and what the reporter thought of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal


class Reply(models.Model):
    """An answer in plain words. A case answered again has several."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="replies")
    text = models.TextField(max_length=5000)
    by = models.CharField(max_length=200)  # the post that answered, in words
    at = models.DateTimeField()


class Rating(models.Model):
    """One of five grades, given through the reporter's own link. 5 is very satisfied."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="ratings")
    reply = models.OneToOneField(Reply, models.CASCADE, related_name="rating")
    grade = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    personal_fields = {
        "reason": Personal(
            what=_("What a reporter adds to a rating"),
            purpose=_("to do it better next time"),
            basis=_("the reporter's own words"),
            kept=_("with the case"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=5), name="rating_grade")
        ]
