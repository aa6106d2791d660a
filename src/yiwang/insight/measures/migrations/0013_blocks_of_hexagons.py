"""Hexagons are kept by sevens, and of some types alone besides those of all. What is kept is put
together anew; what is kept of some types is added up from the facts when the record is read next.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

PLACES = range(7)
TAKEN = "CREATE TEMPORARY TABLE spots_before ON COMMIT DROP AS SELECT * FROM measures_spotcell"
# Of an H3 index: its last step, and the index of the next larger one, which is one without it.
PUT = f"""
INSERT INTO measures_spotcell (subject_id, type_set, month, block,
    {", ".join(f"cases_{place}" for place in PLACES)})
SELECT subject_id, 0, month, block,
    {", ".join(f"max(cases) FILTER (WHERE place = {place})" for place in PLACES)}
FROM (
    SELECT subject_id, month, cases, ((spot >> step) & 7)::int AS place,
        (spot | (7::bigint << step)) - (1::bigint << 52) AS block
    FROM (SELECT *, 3 * (15 - ((spot >> 52) & 15)::int) AS step FROM spots_before) spots) placed
WHERE cases <> array_fill(0, ARRAY[31])
GROUP BY 1, 3, 4 ORDER BY 1, 3, 4
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0012_other_ways")]

    operations = [
        migrations.RemoveIndex("casefact", "case_fact_spots"),
        migrations.CreateModel(
            name="TypeSet",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("types", ArrayField(models.BigIntegerField())),
            ],
        ),
        migrations.RunSQL(TAKEN, migrations.RunSQL.noop),
        migrations.DeleteModel("SpotCell"),
        migrations.CreateModel(
            name="SpotCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id",
                        "type_set",
                        "month",
                        "block",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("type_set", models.BigIntegerField()),
                ("month", models.DateField()),
                ("block", models.BigIntegerField()),
                *(
                    (f"cases_{place}", ArrayField(models.IntegerField(), null=True))
                    for place in PLACES
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(*((f"cases_{place}__len", 31) for place in PLACES)),
                        name="spot_cell_of_a_month",
                    )
                ],
            },
        ),
        migrations.RunSQL(PUT, migrations.RunSQL.noop),
    ]
