"""Where the limit of a clock and the units of an extension come from, and what is to be recounted."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
UPDATE workflows_clock SET of_kind = purpose, stated = "limit", stated_kind = kind
WHERE is_of_kind;
UPDATE workflows_extension e SET kind = c.kind FROM workflows_clock c WHERE c.id = e.clock_id;
"""
BACKWARD = "UPDATE workflows_clock SET is_of_kind = true WHERE of_kind <> '';"


class Migration(migrations.Migration):
    dependencies = [("clocks", "0002_watched"), ("workflows", "0012_outside")]
    operations = [
        migrations.AddField(
            "clock",
            "of_kind",
            models.CharField(blank=True, max_length=12, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "clock", "stated", models.DecimalField(decimal_places=2, max_digits=7, null=True)
        ),
        migrations.AddField(
            "clock",
            "stated_kind",
            models.CharField(blank=True, max_length=14, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "extension", "kind", models.CharField(max_length=14, default=""), preserve_default=False
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RemoveField("clock", "is_of_kind"),
        migrations.CreateModel(
            name="Recount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.BigIntegerField(unique=True)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("after_run", models.BigIntegerField(default=0)),
                ("runs", models.PositiveIntegerField(default=0)),
                ("moved", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "calendar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clocks.calendar",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            "recount",
            models.Index(
                condition=models.Q(("ended_at", None)), fields=["position"], name="recount_to_do"
            ),
        ),
    ]
