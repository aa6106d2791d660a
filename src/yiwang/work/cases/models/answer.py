"""What the reporter was told, and what the reporter thought of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal
from yiwang.work.cases.grades import ENTERED_WAYS


class Reply(models.Model):
    """An answer in plain words. A case answered again has several."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="replies")
    text = models.TextField(max_length=5000)
    by = models.CharField(max_length=200)  # the post that answered, in words
    at = models.DateTimeField()


class Rating(models.Model):
    """One of five grades, given through the reporter's own link or entered for them with their
    code. 5 is very satisfied."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="ratings")
    reply = models.OneToOneField(Reply, models.CASCADE, related_name="rating")
    grade = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    way = models.CharField(max_length=10, default="web")  # web, slip, phone
    entered_by = models.CharField(max_length=200, blank=True)  # the post, in words
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
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=5), name="rating_grade"),
            models.CheckConstraint(
                condition=Q(way="web", entered_by="")
                | (Q(way__in=ENTERED_WAYS) & ~Q(entered_by="")),
                name="entered_ratings_say_by_whom",
            ),
        ]
