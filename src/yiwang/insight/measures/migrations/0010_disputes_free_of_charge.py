"""Which disputes cost their parties nothing. The record is read once more from the first, beside the
daily work."""

from django.db import migrations, models

READ_AGAIN = "UPDATE records_cursor SET position = 0 WHERE reader = 'measures'"
COUNTS = ("disputes_free", "disputes_cost_said")


class Migration(migrations.Migration):
    dependencies = [("measures", "0009_wide_hexagons")]

    operations = [
        migrations.AddField("casefact", "settled_free", models.BooleanField(null=True)),
        *(
            migrations.AddField(
                "casecell", name, models.IntegerField(default=0), preserve_default=False
            )
            for name in COUNTS
        ),
        migrations.RunSQL(READ_AGAIN, migrations.RunSQL.noop),
    ]
