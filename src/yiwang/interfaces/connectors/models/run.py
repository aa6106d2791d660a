"""A run: something that a system sent, and what became of it; or what it was told in return."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal
from yiwang.interfaces.connectors.states import OPEN_STATES, STATES, WAYS


class Run(models.Model):
    """`content` is what came, until it is applied or thrown away, a week at most.

    `faults` are the first of the sentences about its rows, with `number_of_faults`; `unknown` the
    codes that no dictionary knows, by dictionary. The same thing again is the same run, that came
    `times` times, the last time at `last_at`.
    """

    connector = models.ForeignKey("connectors.Connector", models.CASCADE, related_name="runs")
    way = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)
    used_key = models.CharField(max_length=128, blank=True)
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    ended_at = models.DateTimeField(null=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # who brought or applied it
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # added, changed, ended, unchanged, left
    faults = models.JSONField(default=list)
    number_of_faults = models.PositiveIntegerField(default=0)
    unknown = models.JSONField(default=dict)
    why = models.CharField(max_length=300, blank=True)  # why it failed, or waits

    personal_fields = {
        "content": Personal(
            what=_("What another system sent, with names of staff where it has them"),
            purpose=_("to show what it would change before it is applied"),
            basis=_("employment or service"),
            kept=_("until it is applied or thrown away, seven days at most"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="run_state"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="run_way"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES) | Q(content=None), name="ended_run_is_forgotten"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, ended_at=None)
                | (~Q(state__in=OPEN_STATES) & Q(ended_at__isnull=False)),
                name="run_ended_once_over",
            ),
            models.UniqueConstraint(
                fields=["connector", "used_key"],
                condition=~Q(used_key=""),
                name="one_run_under_a_key",
            ),
            models.UniqueConstraint(
                fields=["connector"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_run_of_a_connector",
            ),
        ]
        indexes = [models.Index(fields=["connector", "-id"], name="run_of_connector")]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
