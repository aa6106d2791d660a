"""The hours to the end are kept in one row for a subject and a day or month, and by the day for
every area that has days. They are added up from the facts here; nothing is read again."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

ADD_UP = """
WITH ended AS (
    SELECT case_id, ended_on AS day, date_trunc('month', ended_on)::date AS month,
        (ending_seconds / 3600)::int AS hours, NOT is_confidential AS shown
    FROM measures_casefact
    WHERE ended_on IS NOT NULL AND fate NOT IN ('withdrawn', 'voided')),
placed (kind, subject_id, day, month, hours) AS (
    SELECT 3, 0::bigint, day, month, hours FROM ended
    UNION ALL
    SELECT 0, 0, day, month, hours FROM ended WHERE shown
    UNION ALL
    SELECT 1, standing.above_id, ended.day, ended.month, ended.hours
    FROM ended
    JOIN measures_factarea place ON place.case_id = ended.case_id AND place.month = ended.month
    JOIN measures_standing standing ON standing.area_id = place.area_id AND standing.detail >= 1
    WHERE shown),
counted (kind, subject_id, grain, day, hours, cases) AS (
    SELECT kind, subject_id, 0, day, hours, count(*) FROM placed GROUP BY 1, 2, 4, 5
    UNION ALL
    SELECT kind, subject_id, 1, month, hours, count(*) FROM placed GROUP BY 1, 2, 4, 5)
INSERT INTO measures_endingcell (kind, subject_id, grain, day, hours, cases)
SELECT kind, subject_id, grain, day,
    array_agg(hours ORDER BY hours), array_agg(cases ORDER BY hours)
FROM counted GROUP BY 1, 2, 3, 4;
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0005_disputes")]

    operations = [
        migrations.DeleteModel("EndingCell"),
        migrations.CreateModel(
            name="EndingCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "subject_id",
                        "grain",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.PositiveSmallIntegerField()),
                ("subject_id", models.BigIntegerField()),
                ("grain", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("hours", ArrayField(models.IntegerField())),
                ("cases", ArrayField(models.IntegerField())),
            ],
        ),
        migrations.RunSQL(ADD_UP, migrations.RunSQL.noop),
    ]
