"""On what ground somebody said who is responsible: a department that returns, an arbiter."""

from django.db import models

from yiwang.work.workflows.models.run import Task


class Ground(models.Model):
    """Belongs to the task that was ended on it. The entries are those that held on that day, so
    that the yearly revision of the register finds what was contested, and by which cases."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="ground")
    reason_code = models.CharField(max_length=60, blank=True)  # of the definition's return_reasons
    entry = models.ForeignKey(
        "registers.Entry", models.PROTECT, null=True, related_name="+"
    )  # relied on; none: no entry covers this
    against = models.ForeignKey(
        "registers.Entry", models.PROTECT, null=True, related_name="+"
    )  # the one that decided; none: no entry fitted
    is_disputed = models.BooleanField(default=False)  # beyond the limit: for the arbiter
