"""Hours to the end, and hexagons, are kept packed: as they lie in memory. What is kept is put
together anew."""

from django.db import migrations, models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact, GreaterThan

PLACES = range(7)
NUMBERS = " || ".join(f"int4send(coalesce(cases_{place}[day], 0))" for place in PLACES)
ALL = " + ".join(f"coalesce(cases_{place}[day], 0)" for place in PLACES)
PACKED = f"""
CREATE TEMPORARY TABLE endings_packed ON COMMIT DROP AS
SELECT kind, subject_id, grain, day, (
    SELECT string_agg(int4send(hour) || int4send(number), '' ORDER BY hour)
    FROM unnest(hours, cases) AS both_of_them (hour, number)) AS hours
FROM measures_endingcell WHERE hours <> '{{}}';
CREATE TEMPORARY TABLE spots_packed ON COMMIT DROP AS
SELECT subject_id, type_set, month + (day - 1) AS day, blocks
FROM (SELECT DISTINCT subject_id, type_set, month FROM measures_spotcell) kept
CROSS JOIN LATERAL (
    SELECT day, blocks, number, lag(number, 1, 0::bigint) OVER (ORDER BY day) AS was
    FROM (
        SELECT day, sum({ALL}) AS number,
            string_agg(int8send(block) || {NUMBERS}, '' ORDER BY block)
                FILTER (WHERE {ALL} > 0) AS blocks
        FROM measures_spotcell cell CROSS JOIN generate_series(1, 31) AS day
        WHERE cell.subject_id = kept.subject_id AND cell.type_set = kept.type_set
        AND cell.month = kept.month
        GROUP BY day) days) changes
WHERE number <> was
"""
PUT = """
INSERT INTO measures_endingcell (kind, subject_id, grain, day, hours)
SELECT kind, subject_id, grain, day, hours FROM endings_packed ORDER BY 1, 2, 3, 4;
INSERT INTO measures_spotcell (subject_id, type_set, day, blocks)
SELECT subject_id, type_set, day, blocks FROM spots_packed ORDER BY 1, 2, 3
"""


def whole(size, column, name):
    length = models.Func(
        models.F(column), function="octet_length", output_field=models.IntegerField()
    )
    is_whole = models.Q(Exact(Mod(length, size), 0)) & models.Q(GreaterThan(length, 0))
    return models.CheckConstraint(condition=is_whole, name=name)


def key(*names):
    return models.CompositePrimaryKey(
        *names, blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [("measures", "0016_hours_by_the_year")]

    operations = [
        migrations.RunSQL(PACKED, migrations.RunSQL.noop),
        migrations.DeleteModel("EndingCell"),
        migrations.DeleteModel("SpotCell"),
        migrations.CreateModel(
            name="EndingCell",
            fields=[
                ("pk", key("kind", "subject_id", "grain", "day")),
                ("kind", models.PositiveSmallIntegerField()),
                ("subject_id", models.BigIntegerField()),
                ("grain", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("hours", models.BinaryField()),
            ],
            options={"constraints": [whole(8, "hours", "ending_cell_of_whole_hours")]},
        ),
        migrations.CreateModel(
            name="SpotCell",
            fields=[
                ("pk", key("subject_id", "type_set", "day")),
                ("subject_id", models.BigIntegerField()),
                ("type_set", models.BigIntegerField()),
                ("day", models.DateField()),
                ("blocks", models.BinaryField()),
            ],
            options={"constraints": [whole(36, "blocks", "spot_cell_of_whole_blocks")]},
        ),
        migrations.RunSQL(PUT, migrations.RunSQL.noop),
    ]
