"""Checklists, registers that stand open to everybody, and what was read of standards and targets."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

EFFECTS = [
    *("route", "triage", "gate", "procedure", "standard", "target", "delegation", "one_thing"),
    *("duty", "checklist", "none"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0006_entries_for_a_time"),
        ("organizations", "0004_bodies_people_found"),
        ("territory", "0001_initial"),
    ]
    operations = [
        migrations.RemoveConstraint("register", "register_effect"),
        migrations.AddConstraint(
            "register",
            models.CheckConstraint(condition=Q(effect__in=EFFECTS), name="register_effect"),
        ),
        migrations.AddField("register", "is_public", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_key", models.CharField(max_length=60)),
                ("value", models.DecimalField(decimal_places=4, max_digits=16)),
                ("on", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("read_at", models.DateTimeField()),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="registers.register",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["register", "entry_key"], name="reading_of_entry")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(area=None) | Q(organization=None), name="reading_of_one_thing"
                    ),
                    models.CheckConstraint(condition=Q(value__gte=0), name="reading_is_a_number"),
                ],
            },
        ),
    ]
