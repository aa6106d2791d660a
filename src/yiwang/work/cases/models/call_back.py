"""Call-backs by lot: the draw of a month, and whom it chose."""

from django.db import models
from django.db.models import Q

REACHED = ["solved", "unsolved"]
RESULTS = ["", *REACHED, "refused", "missed", "misdirected"]


class Draw(models.Model):
    """The lots of one month. Nobody sees `seed` before the month is over; its digest is recorded
    when the draw opens, the seed itself when it closes, so that anybody can draw again."""

    month = models.DateField(unique=True)  # its first day
    seed = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class CallBack(models.Model):
    """A closed case that was drawn, and what came of the call. `quota` is the one it was drawn for:
    workflow/kind."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="call_backs")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="call_backs")
    task = models.OneToOneField("workflows.Task", models.CASCADE, related_name="+")
    quota = models.CharField(max_length=150)
    result = models.CharField(max_length=12, blank=True)
    grade = models.PositiveSmallIntegerField(null=True)  # as said on the telephone
    at = models.DateTimeField(null=True)
    by = models.CharField(max_length=200, blank=True)  # the post, in words

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "case"], name="one_call_back_a_month"),
            models.CheckConstraint(condition=Q(result__in=RESULTS), name="call_back_result"),
            models.CheckConstraint(
                condition=Q(result="", at=None) | (~Q(result="") & Q(at__isnull=False)),
                name="call_backs_made_have_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(result__in=REACHED, grade__gte=1, grade__lte=5)
                | (~Q(result__in=REACHED) & Q(grade=None)),
                name="who_was_reached_gave_a_grade",
            ),
        ]
