"""Calendars: which days of an area come back, and under which heading all others stand."""

from django.db import migrations, models
from django.db.models import Q

EFFECTS = [
    *("route", "triage", "gate", "procedure", "standard", "target", "delegation", "one_thing"),
    *("duty", "checklist", "calendar", "none"),
]


class Migration(migrations.Migration):
    dependencies = [("registers", "0007_readings")]
    operations = [
        migrations.RemoveConstraint("register", "register_effect"),
        migrations.AddConstraint(
            "register",
            models.CheckConstraint(condition=Q(effect__in=EFFECTS), name="register_effect"),
        ),
    ]
