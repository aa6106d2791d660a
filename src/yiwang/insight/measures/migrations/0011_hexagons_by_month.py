"""Hexagons are kept by the month, with running numbers of its days, of every area that has cells by
day and in the size that it is looked at in. They are counted from the facts here; nothing is read
again."""

import shapely
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

SIZES = ((8.1, 4), (2.7, 5), (0.9, 6), (0.3, 7), (0.08, 8))
FINEST, UNDRAWN, BY_DAY = 9, 6, 1
SIZED = """
UPDATE measures_standing standing SET spot_size = sized.size
FROM unnest(%s::bigint[], %s::smallint[]) AS sized (area_id, size)
WHERE sized.area_id = standing.above_id
"""
UP_TO = ", ".join(f"coalesce(sum(n) FILTER (WHERE day <= {day}), 0)::int" for day in range(1, 32))
# An H3 index of size 9 made one of another size: the bits of the steps less are set, and the size.
COUNT = f"""
INSERT INTO measures_spotcell (subject_id, month, spot, cases)
SELECT above_id, month, spot, ARRAY[{UP_TO}]
FROM (
    SELECT standing.above_id, place.month, extract(day FROM reported_on)::int AS day, count(*) AS n,
        ((spot & ~(15::bigint << 52)) | (spot_size::bigint << 52)
            | ((1::bigint << 3 * (15 - spot_size)) - 1)) AS spot
    FROM measures_casefact fact
    JOIN measures_factarea place ON place.case_id = fact.case_id
        AND place.month = date_trunc('month', reported_on)::date
    JOIN measures_standing standing
        ON standing.area_id = place.area_id AND standing.spot_size IS NOT NULL
    WHERE fact.spot IS NOT NULL AND NOT is_confidential
    GROUP BY 1, 2, 3, 5) counted
GROUP BY 1, 2, 3
"""


def sized(apps, schema_editor):
    """The size of each area with cells by day, by how wide it is."""
    standing = apps.get_model("measures", "Standing").objects.filter(detail__gte=BY_DAY)
    above = standing.order_by().values_list("above_id", flat=True).distinct()
    areas = apps.get_model("territory", "Area").objects.filter(pk__in=above)
    sizes = {pk: size(drawn) for pk, drawn in areas.values_list("pk", "geometry").iterator()}
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SIZED, [list(sizes), list(sizes.values())])


def size(drawn):
    if not drawn:
        return UNDRAWN
    west, south, east, north = shapely.bounds(shapely.from_wkb(bytes(drawn)))
    width = max(east - west, north - south)
    return next((size for least, size in SIZES if width >= least), FINEST)


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0010_disputes_free_of_charge"),
        ("territory", "0009_brand"),
    ]

    operations = [
        migrations.AddField("standing", "spot_size", models.PositiveSmallIntegerField(null=True)),
        migrations.RunPython(sized, migrations.RunPython.noop),
        migrations.RemoveIndex("casefact", "case_fact_spots"),
        migrations.AddIndex(
            "casefact",
            models.Index(
                condition=models.Q(("is_confidential", False), ("spot__isnull", False)),
                fields=["type_id", "reported_on"],
                include=("spot", "area_id"),
                name="case_fact_spots",
            ),
        ),
        migrations.DeleteModel("SpotCell"),
        migrations.CreateModel(
            name="SpotCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id",
                        "month",
                        "spot",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("month", models.DateField()),
                ("spot", models.BigIntegerField()),
                ("cases", ArrayField(models.IntegerField())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cases__len", 31)), name="spot_cell_of_a_month"
                    )
                ],
            },
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
