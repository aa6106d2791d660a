"""Appeals against a count, and what they leave out of it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("workflows", "0013_recounts")]
    operations = [
        migrations.AddField(
            model_name="request",
            name="about",
            field=models.CharField(blank=True, default="", max_length=12),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.CharField(max_length=12)),
                ("granted_at", models.DateTimeField()),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="left_out",
                        to="workflows.request",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="left_out",
                        to="workflows.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(count__in=["on_time", "returns", "rating"]),
                        name="left_out_of_a_count",
                    ),
                    models.UniqueConstraint(fields=["run", "count"], name="left_out_once"),
                ]
            },
        ),
    ]
