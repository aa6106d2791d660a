"""Cases in the widest hexagons are kept by the day, for areas that have cells by type. They are
counted from the facts here; nothing is read again."""

from django.db import migrations, models

# An H3 index of size 9 made one of size 6: three steps less, their bits set, and the size.
COUNT = """
INSERT INTO measures_spotcell (subject_id, day, spot, cases)
SELECT standing.above_id, reported_on,
    spot & ~((15::bigint << 52) | ((1::bigint << 27) - 1))
        | (6::bigint << 52) | ((1::bigint << 27) - 1), count(*)
FROM measures_casefact fact
JOIN measures_factarea place ON place.case_id = fact.case_id
    AND place.month = date_trunc('month', reported_on)::date
JOIN measures_standing standing ON standing.area_id = place.area_id AND standing.detail = 2
WHERE spot IS NOT NULL AND NOT is_confidential
GROUP BY 1, 2, 3;
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0008_time_given")]

    operations = [
        migrations.CreateModel(
            name="SpotCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject_id",
                        "day",
                        "spot",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("spot", models.BigIntegerField()),
                ("cases", models.IntegerField()),
            ],
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
