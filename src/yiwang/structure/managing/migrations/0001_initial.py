"""Which bodies manage an area; a table of configuration, whose changes are noticed."""

import django.db.models.deletion
from django.db import migrations, models

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("organizations", "0003_links_watched"),
        ("territory", "0007_scheduled_versions"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [
        migrations.CreateModel(
            name="Management",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.CharField(max_length=10)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="managements",
                        to="territory.area",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="managements",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("area", "line"),
                        name="one_manager_per_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line__in", ("ground", "sector"))),
                        name="management_line",
                    ),
                ],
            },
        ),
        watched("managing_management"),
    ]
