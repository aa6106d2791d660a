"""What a reporter answered to a question of the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal


class QuestionAnswer(models.Model):
    """The question itself is what the reporter's task asks for."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="answers")
    task = models.OneToOneField("workflows.Task", models.CASCADE, related_name="+")
    text = models.TextField(max_length=5000)
    at = models.DateTimeField()

    personal_fields = {
        "text": Personal(
            what=_("What a reporter answers to a question"),
            purpose=_("to know what has to be solved"),
            basis=_("the reporter's own words"),
            kept=_("with the case"),
        ),
    }
