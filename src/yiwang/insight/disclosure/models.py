"""What was published of a closed month or quarter, and stays as it was: the database refuses to
change it. A correction is an edition of its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

MONTH, QUARTER = SPANS = ["month", "quarter"]


class Release(models.Model):
    """One table with the figures beside it. `counts` are the numbers of all cells, which stay
    inside: of what is withheld everybody knows only that it is."""

    span = models.CharField(max_length=10)  # one of SPANS
    first = models.DateField()
    last = models.DateField()
    edition = models.PositiveSmallIntegerField(default=1)
    why = models.CharField(max_length=300, blank=True)  # of a correction
    released_at = models.DateTimeField()
    frame = models.JSONField()
    counts = ArrayField(models.PositiveIntegerField())
    withheld = ArrayField(models.PositiveIntegerField())  # positions
    figures = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(span__in=SPANS), name="release_span"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="release_days"),
            models.UniqueConstraint(fields=["span", "first", "edition"], name="released_once"),
            models.CheckConstraint(
                condition=Q(edition=1, why="") | (Q(edition__gt=1) & ~Q(why="")),
                name="corrected_for_a_reason",
            ),
        ]

    @property
    def version(self) -> str:
        """As its address says it: 2026-10, 2026-Q4, 2026-10-v2."""
        named = f"{self.first:%Y-%m}"
        if self.span == QUARTER:
            named = f"{self.first:%Y}-Q{(self.first.month + 2) // 3}"
        return named if self.edition == 1 else f"{named}-v{self.edition}"


class ChannelRelease(models.Model):
    """What came by one channel in a quarter, beside the table of the whole it was decided on with;
    `counts` and `withheld` go by the cells of `passed_on.Frames`."""

    channel = models.CharField(max_length=10)
    whole = models.ForeignKey(Release, models.PROTECT, related_name="channels")
    first = models.DateField()
    last = models.DateField()
    released_at = models.DateTimeField()
    counts = ArrayField(models.PositiveIntegerField())
    withheld = ArrayField(models.PositiveIntegerField())  # positions

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="channel_release_days"),
            models.UniqueConstraint(fields=["channel", "first"], name="channel_released_once"),
        ]

    @property
    def version(self) -> str:
        """As its address says it: 2026-Q4."""
        return f"{self.first:%Y}-Q{(self.first.month + 2) // 3}"
