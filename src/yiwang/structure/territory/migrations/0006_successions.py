"""Who follows whom from one version of a net to the next."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0005_net_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found_by", models.CharField(max_length=10)),
                ("share", models.FloatField(null=True)),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successors",
                        to="territory.area",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="predecessors",
                        to="territory.area",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successions",
                        to="territory.netversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "predecessor", "successor"),
                        name="one_succession_per_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("found_by__in", ["given", "ground", "name", "parts"])),
                        name="succession_found_by",
                    ),
                ],
            },
        ),
    ]
