"""Facts added up: by subject, by day or month, by type or over all of them.

A cell holds one column for every count of `counts.py`; a count that is added there needs a
migration, and a replay.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.insight.measures.counts import CASES, DEPARTMENTS, counts_of_kind

DAY, MONTH, TEN, YEAR = range(4)  # grains, each by its first day: tens by the 1st, 11th and 21st
ALL_TYPES, NO_TYPE = 0, -1
DAYS_OF_A_MONTH = range(1, 32)  # of every month, whether it has them or not
OF_A_BLOCK = [f"cases_{place}" for place in range(7)]  # the hexagons within the next larger one


class Cell(models.Model):
    """What cells of every kind are found by. `kind` and `subject_id`: see `subjects.py`."""

    kind = models.PositiveSmallIntegerField()
    subject_id = models.BigIntegerField()
    grain = models.PositiveSmallIntegerField()
    type_id = models.BigIntegerField()  # ALL_TYPES, NO_TYPE, or one
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


class EndingCell(models.Model):
    """How many cases ended on a day, in ten days, in a month or a year, after so many whole hours:
    what percentiles are read from. One row however many they are; `cases` has a number for each of
    `hours`, in order. The last ten days are the rest of the month."""

    pk = models.CompositePrimaryKey("kind", "subject_id", "grain", "day")
    kind = models.PositiveSmallIntegerField()
    subject_id = models.BigIntegerField()
    grain = models.PositiveSmallIntegerField()
    day = models.DateField()
    hours = ArrayField(models.IntegerField())
    cases = ArrayField(models.IntegerField())


class SpotCell(models.Model):
    """How many cases that show on maps were reported in a month (by its first day) in each of the
    seven hexagons of a larger one (`block`), of those that lie in an area or below it: up to and
    with each of 31 days, so that any days of the month are the difference of two of them; none
    where there are no cases. Of every type (`ALL_TYPES`) or of a `TypeSet`. The size of hexagons:
    `Standing.spot_size`."""

    pk = models.CompositePrimaryKey("subject_id", "type_set", "month", "block")
    subject_id = models.BigIntegerField()
    type_set = models.BigIntegerField()
    month = models.DateField()
    block = models.BigIntegerField()
    cases_0 = ArrayField(models.IntegerField(), null=True)
    cases_1 = ArrayField(models.IntegerField(), null=True)
    cases_2 = ArrayField(models.IntegerField(), null=True)
    cases_3 = ArrayField(models.IntegerField(), null=True)
    cases_4 = ArrayField(models.IntegerField(), null=True)
    cases_5 = ArrayField(models.IntegerField(), null=True)
    cases_6 = ArrayField(models.IntegerField(), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__len": len(DAYS_OF_A_MONTH) for name in OF_A_BLOCK}),
                name="spot_cell_of_a_month",
            )
        ]
