"""Disputes: the way chosen, sessions, and what was agreed on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_who_begins")]
    operations = [
        migrations.CreateModel(
            name="Mediation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=60)),
                ("path_chosen_at", models.DateTimeField(null=True)),
                ("sessions", models.PositiveSmallIntegerField(default=0)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("people", models.PositiveIntegerField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mediation",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("path", ""), ("path_chosen_at", None))
                        | models.Q(
                            models.Q(("path", ""), _negated=True),
                            ("path_chosen_at__isnull", False),
                        ),
                        name="a_path_was_chosen_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="amount_is_some"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 2)), name="a_dispute_takes_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_at__isnull", False))
                        | models.Q(("amount", None), ("people", None)),
                        name="agreed_before_it_has_terms",
                    ),
                ],
            },
        ),
    ]
