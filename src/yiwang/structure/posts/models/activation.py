"""An emergency: who called those on standby out, for what, over which area, and until when."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

LONGEST = timedelta(days=30)  # privacy.md, 29: it ends by itself


class Activation(models.Model):
    """Those on standby in the area and below hold their posts until `ends_on`, that day excluded,
    each by an appointment of the mode `called_out`. They confirm by `confirm_by`."""

    area = models.ForeignKey("territory.Area", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    authority = models.CharField(max_length=300)  # the capacity in which it was called
    starts_on = models.DateField()
    starts_at = models.DateTimeField()
    ends_on = models.DateField()
    confirm_by = models.DateTimeField()
    share = models.DecimalField(
        max_digits=3, decimal_places=2, null=True
    )  # of the limits by type, of what is reported there meanwhile; none: all of them
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) & Q(ends_on__lte=F("starts_on") + LONGEST),
                name="activation_of_thirty_days_at_most",
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lt=1), name="activation_share"
            ),
        ]

    @property
    def percent(self) -> int | None:
        """The share of the limits in percent."""
        return None if self.share is None else int(self.share * 100)
