"""Which cases are disputes, and what became of those not agreed on. The record is read once more
from the first, beside the daily work: figures stay right meanwhile, and nothing is published."""

from django.db import migrations, models

READ_AGAIN = "UPDATE records_cursor SET position = 0 WHERE reader = 'measures'"
COUNTS = ("disputes_outside", "disputes_unsettled")


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0004_by_month_and_day"),
        ("records", "0002_append_only"),
    ]

    operations = [
        migrations.AddField("casefact", "is_dispute", models.BooleanField(default=False)),
        *(
            migrations.AddField(
                "casecell", name, models.IntegerField(default=0), preserve_default=False
            )
            for name in COUNTS
        ),
        migrations.RunSQL(READ_AGAIN, migrations.RunSQL.noop),
    ]
