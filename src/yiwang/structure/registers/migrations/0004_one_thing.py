"""Registers of templates: one thing, several offices at once (高效处置一件事)."""

from django.db import migrations, models

EFFECTS = [
    *("route", "triage", "gate", "procedure", "standard", "target", "delegation", "one_thing"),
    "none",
]


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_watched")]
    operations = [
        migrations.RemoveConstraint("register", "register_effect"),
        migrations.AddConstraint(
            "register",
            models.CheckConstraint(condition=models.Q(effect__in=EFFECTS), name="register_effect"),
        ),
    ]
