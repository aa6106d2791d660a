"""How much of supply and demand waits for somebody: one statement, for every page they open."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from yiwang.work.exchange.queries.cards import to_read
from yiwang.work.exchange.queries.claims import to_decide

MOST = 100  # of each that are counted: pages say 99+ then, and no page looks at all there are


@dataclass(frozen=True, slots=True)
class Waiting:
    """Claims to decide on or to confirm, and cards to read as the second person."""

    decide: int = 0
    read: int = 0

    @property
    def total(self) -> int:
        return self.decide + self.read


def waiting_for(account_id: int, on: date) -> Waiting:
    """What waits for this account, as far as it is counted."""
    numbers = (_number(to_decide(account_id, on)), _number(to_read(account_id, on)))
    found = get_user_model().objects.filter(pk=account_id).values_list(*numbers)
    return Waiting(*found[0])


def _number(rows: QuerySet[Any]) -> Coalesce:  # of claims or of cards
    some = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")[:MOST])
    counted = some.annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)
