"""Demands on communities from outside, each entered once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0004_bodies_people_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asker_words", models.CharField(blank=True, max_length=120)),
                ("form", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("asked_on", models.DateField()),
                ("is_admitted", models.BooleanField()),
                ("gate_said", models.CharField(blank=True, max_length=500)),
                ("capacity", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                (
                    "asker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands_made",
                        to="organizations.organization",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands_received",
                        to="organizations.organization",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["asked_on", "body"], name="demand_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["task", "form", "report", "meeting"])),
                        name="demand_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asker__isnull", False),
                            models.Q(("asker_words", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="demand_has_an_asker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="demand_has_a_title"
                    ),
                    models.UniqueConstraint(
                        fields=("body", "form", "title", "asked_on"), name="demand_is_entered_once"
                    ),
                ],
            },
        ),
    ]
