"""Finding names by any part of them, two characters or one: every character and every pair of a
name is in an index (`grams`, first migration), and what it finds is looked at once more."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower, StrIndex

LONGEST = 60


def grams_of(sought: str) -> list[str]:
    """What a name that holds `sought` has in the index: its pairs, or its only character."""
    pairs = [sought[place : place + 2] for place in range(len(sought) - 1)]
    return sorted(set(pairs)) or [sought]


def named_like(
    rows: QuerySet[Any, Any], sought: str, *, name: str = "name", code: str = "code"
) -> QuerySet[Any, Any]:  # Any: rows of any table
    """The rows whose name holds `sought`, or whose code begins with it; all for an empty one."""
    sought = " ".join(sought.split())[:LONGEST]
    if not sought:
        return rows
    said = sought.lower()
    grams = Func(F(name), function="grams", output_field=ArrayField(TextField()))
    place = StrIndex(Lower(F(name)), Value(said))
    held = Q(_grams__contains=grams_of(said), _place__gt=0)
    rows = rows.alias(_grams=grams, _place=place)
    return rows.filter(held | Q(**{f"{code}__startswith": sought}))
