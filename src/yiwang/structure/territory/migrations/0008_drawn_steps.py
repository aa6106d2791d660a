"""Strokes of a draft can be taken back and done again. Drafts there are begin with what they have."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0007_scheduled_versions")]

    operations = [
        migrations.CreateModel(
            name="DrawnStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("source", models.JSONField()),
                ("stroke", models.JSONField(default=dict)),
                ("is_taken_back", models.BooleanField(default=False)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="territory.netversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "place"), name="one_drawn_step_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place__gt", 0), ("is_taken_back", False), _connector="OR"
                        ),
                        name="first_step_stays",
                    ),
                ],
            },
        ),
    ]
