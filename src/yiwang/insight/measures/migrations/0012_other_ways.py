"""Matters that go their way without a nature, and those in which nobody waits for an answer. The
record is read once more from the first, beside the daily work."""

from django.db import migrations, models

READ_AGAIN = "UPDATE records_cursor SET position = 0 WHERE reader = 'measures'"


class Migration(migrations.Migration):
    dependencies = [("measures", "0011_hexagons_by_month")]

    operations = [
        migrations.AddField("casefact", "has_reporter", models.BooleanField(db_default=True)),
        migrations.RunSQL(READ_AGAIN, migrations.RunSQL.noop),
    ]
