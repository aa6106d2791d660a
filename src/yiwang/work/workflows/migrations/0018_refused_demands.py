"""What gates did not admit is kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0004_bodies_people_found"),
        ("workflows", "0017_by_shift"),
    ]
    operations = [
        migrations.CreateModel(
            name="RefusedDemand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("register", models.CharField(max_length=60)),
                ("kind", models.CharField(blank=True, max_length=80)),
                ("said", models.CharField(max_length=500)),
                ("refused_at", models.DateTimeField()),
                (
                    "asker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_demands",
                        to="organizations.organization",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refused_demands",
                        to="workflows.run",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "refused_at"], name="refused_of_a_body")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "organization", "register"), name="refused_once_a_matter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said", ""), _negated=True),
                        name="refused_with_a_sentence",
                    ),
                ],
            },
        ),
    ]
