"""The hexagon of a place is kept with its fact. The record is read once more from the first, beside
the daily work: figures stay right meanwhile."""

from django.db import migrations, models

READ_AGAIN = "UPDATE records_cursor SET position = 0 WHERE reader = 'measures'"


class Migration(migrations.Migration):
    dependencies = [("measures", "0006_hours_in_one_row")]

    operations = [
        migrations.AddField("casefact", "spot", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "casefact",
            models.Index(
                fields=["reported_on"],
                include=["spot", "area_id", "type_id"],
                condition=models.Q(spot__isnull=False, is_confidential=False),
                name="case_fact_spots",
            ),
        ),
        migrations.RunSQL(READ_AGAIN, migrations.RunSQL.noop),
    ]
