"""Facts added up: by subject, by day or month, by type or over all of them.

A cell holds one column for every count of `counts.py`; a count that is added there needs a
migration, and a replay.
"""

from typing import Any

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact, GreaterThan

from yiwang.insight.measures.counts import CASES, DEPARTMENTS, counts_of_kind
from yiwang.insight.measures.packed import BLOCKS, HOURS

DAY, MONTH, TEN, YEAR = range(4)  # grains, each by its first day: tens by the 1st, 11th and 21st
ALL_TYPES, NO_TYPE = 0, -1


class Cell(models.Model):
    """What cells of every kind are found by. `kind` and `subject_id`: see `subjects.py`."""

    kind = models.PositiveSmallIntegerField()
    subject_id = models.BigIntegerField()
    grain = models.PositiveSmallIntegerField()
    type_id = models.BigIntegerField()  # ALL_TYPES, NO_TYPE, one, or the key of a `TypeSet`
    day = models.DateField()

    class Meta:
        abstract = True


KEY = ("kind", "subject_id", "grain", "type_id", "day")


def _columns(of: str) -> dict[str, Any]:
    return {
        count.name: models.BigIntegerField() if count.adds != "1" else models.IntegerField()
        for count in counts_of_kind(of)
    }


CaseCell: type[Cell] = type(
    "CaseCell",
    (Cell,),
    {
        "__module__": __name__,
        "__doc__": "Counts of cases.",
        "pk": models.CompositePrimaryKey(*KEY),
        **_columns(CASES),
    },
)
DepartmentCell: type[Cell] = type(
    "DepartmentCell",
    (Cell,),
    {
        "__module__": __name__,
        "__doc__": "Counts of departments' parts in cases.",
        "pk": models.CompositePrimaryKey(*KEY),
        **_columns(DEPARTMENTS),
    },
)


def whole(size: int, column: str, name: str) -> models.CheckConstraint:
    """That something is packed, and nothing is cut off."""
    length = Func(F(column), function="octet_length", output_field=models.IntegerField())
    is_whole = Q(Exact(Mod(length, size), 0)) & Q(GreaterThan(length, 0))
    return models.CheckConstraint(condition=is_whole, name=name)


class EndingCell(models.Model):
    """How many cases ended on a day, in ten days, in a month or a year, after so many whole hours:
    what percentiles are read from. One row however many they are, packed (`packed.py`): hours in
    order, each with its cases. The last ten days are the rest of the month."""

    pk = models.CompositePrimaryKey("kind", "subject_id", "grain", "day")
    kind = models.PositiveSmallIntegerField()
    subject_id = models.BigIntegerField()
    grain = models.PositiveSmallIntegerField()
    day = models.DateField()
    hours = models.BinaryField()

    class Meta:
        constraints = [whole(HOURS.itemsize, "hours", "ending_cell_of_whole_hours")]


class SpotCell(models.Model):
    """Where cases that show on maps were reported, of those that lie in an area or below it: how
    many in each hexagon from the first of the month to a day, so that any days of it are the
    difference of two rows. A row for each day that has any; packed (`packed.py`): the next larger
    hexagons in order, each with the cases of the seven within. Of every type (`ALL_TYPES`) or of a
    `TypeSet`. The size of hexagons: `Standing.spot_size`."""

    pk = models.CompositePrimaryKey("subject_id", "type_set", "day")
    subject_id = models.BigIntegerField()
    type_set = models.BigIntegerField()
    day = models.DateField()
    blocks = models.BinaryField()

    class Meta:
        constraints = [whole(BLOCKS.itemsize, "blocks", "spot_cell_of_whole_blocks")]
