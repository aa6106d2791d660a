"""Versions of nets, and what areas were before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0002_watched"),
    ]

    operations = [
        migrations.CreateModel(
            name="NetVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(null=True)),
                ("state", models.CharField(default="in_force", max_length=10)),
                ("takes_effect_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("source", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "net",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="territory.net",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormerState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("level", models.CharField(max_length=30)),
                ("geometry", models.BinaryField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_states",
                        to="territory.area",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "until",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replaced",
                        to="territory.netversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="netversion",
            constraint=models.UniqueConstraint(
                fields=("net", "number"), name="one_version_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="netversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "in_force", "discarded"])),
                name="net_version_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="netversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__isnull", False), ("state", "in_force")),
                    models.Q(models.Q(("state", "in_force"), _negated=True), ("number", None)),
                    _connector="OR",
                ),
                name="net_versions_in_force_are_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="formerstate",
            constraint=models.UniqueConstraint(
                fields=("area", "until"), name="one_former_state_per_version"
            ),
        ),
    ]
