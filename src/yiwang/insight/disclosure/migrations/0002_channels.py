"""What came by one channel, published by the quarter and kept as it was."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER disclosure_channel_never_edited BEFORE UPDATE OR DELETE
  ON disclosure_channelrelease FOR EACH ROW EXECUTE FUNCTION disclosure_refuse_edit();
"""
BACKWARD = "DROP TRIGGER disclosure_channel_never_edited ON disclosure_channelrelease;"


def _numbers() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.PositiveIntegerField(), size=None
    )


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_releases")]
    operations = [
        migrations.CreateModel(
            name="ChannelRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=10)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("released_at", models.DateTimeField()),
                ("counts", _numbers()),
                ("withheld", _numbers()),
                (
                    "whole",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to="disclosure.release",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="channel_release_days",
                    ),
                    models.UniqueConstraint(
                        fields=("channel", "first"), name="channel_released_once"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
