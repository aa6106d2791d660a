"""Cards that are locked; none is ever edited."""

from django.db import models
from django.db.models import F, Q


class Card(models.Model):
    """A scorecard of one body or area over one period, frozen with the facts it was computed from.
    There is none of a person: it has no column for one."""

    scheme = models.ForeignKey("reviews.Scheme", models.PROTECT, related_name="cards")
    version = models.ForeignKey("reviews.SchemeVersion", models.PROTECT, related_name="cards")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    area = models.ForeignKey("territory.Area", models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    points = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    lines = models.JSONField()  # as `cards.Line` has them, numbers as text
    locked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None) ^ Q(area=None), name="card_of_one_thing"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="card_runs_forward"),
            models.UniqueConstraint(
                fields=["scheme", "since", "organization", "area"],
                nulls_distinct=False,
                name="one_card_of_a_period",
            ),
        ]
