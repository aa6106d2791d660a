"""What somebody says about a notice without an account. Nobody else reads it before a person has
decided that everybody may; the answer stands beside it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

WAITING, SHOWN, KEPT_IN = COMMENT_STATES = ["waiting", "shown", "kept_in"]


class Comment(models.Model):
    """`answer` is for everybody, also where the words of the comment are kept in."""

    notice = models.ForeignKey("notices.Notice", models.CASCADE, related_name="comments")
    form = models.UUIDField(unique=True)  # sent twice, it is kept once
    text = models.TextField(max_length=1000)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=WAITING)
    answer = models.TextField(max_length=3000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_as = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    personal_fields = {
        "text": Personal(
            what=_("What somebody says about a notice, without saying who they are"),
            purpose=_("to be read and answered by those who published it"),
            basis=_("the writer's own words"),
            kept=_("with the notice"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=COMMENT_STATES), name="comment_state"),
            models.CheckConstraint(
                condition=Q(state=WAITING, decided_at=None, answer="")
                | (
                    Q(state__in=[SHOWN, KEPT_IN], decided_at__isnull=False)
                    & Q(decided_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="comment_decided_with_an_answer",
            ),
        ]
        indexes = [models.Index(fields=["notice", "state"], name="comment_of_notice")]
