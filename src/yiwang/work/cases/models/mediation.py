"""A dispute being settled: which way the parties chose, how often they met, what they agreed on.

Nobody is named: a dispute has a number of people and may have an amount, never parties.
"""

from django.db import models
from django.db.models import Q


class Mediation(models.Model):
    """One for each case of a workflow that mediates. Taken up again, it is agreed on anew."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="mediation")
    path = models.CharField(max_length=60, blank=True)  # key of the action that chose it
    path_chosen_at = models.DateTimeField(null=True)
    sessions = models.PositiveSmallIntegerField(default=0)
    agreed_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(null=True)  # how many it concerns
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # yuan
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # to the parties

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(path="", path_chosen_at=None)
                | (~Q(path="") & Q(path_chosen_at__isnull=False)),
                name="a_path_was_chosen_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="amount_is_some"),
            models.CheckConstraint(condition=Q(people__gte=2), name="a_dispute_takes_two"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="cost_is_nought_or_some"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=False) | Q(people=None, amount=None, cost=None),
                name="agreed_before_it_has_terms",
            ),
        ]
