"""One table of codes for several systems is an effect of a register."""

from django.db import migrations, models
from django.db.models import Q

EFFECTS = [
    *("route", "triage", "gate", "procedure", "standard", "target", "delegation", "one_thing"),
    *("duty", "checklist", "calendar", "ballot", "capacity", "dictionary", "none"),
]


class Migration(migrations.Migration):
    dependencies = [("registers", "0010_capacities")]
    operations = [
        migrations.RemoveConstraint("register", "register_effect"),
        migrations.AddConstraint(
            "register",
            models.CheckConstraint(condition=Q(effect__in=EFFECTS), name="register_effect"),
        ),
    ]
