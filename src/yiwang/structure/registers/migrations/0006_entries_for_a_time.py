"""Entries that hold for a time, those that a procedure enters, and registers of duties."""

from django.db import migrations, models
from django.db.models import F, Q

EFFECTS = [
    *("route", "triage", "gate", "procedure", "standard", "target", "delegation", "one_thing"),
    *("duty", "none"),
]


class Migration(migrations.Migration):
    dependencies = [("registers", "0005_one_draft")]
    operations = [
        migrations.AddField("entry", "holds_from", models.DateField(null=True)),
        migrations.AddField("entry", "holds_until", models.DateField(null=True)),
        migrations.AddField(
            "entry", "entered_by", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AlterField("entry", "entered_by", models.CharField(blank=True, max_length=40)),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=Q(holds_until__gte=F("holds_from"))
                | Q(holds_from=None)
                | Q(holds_until=None),
                name="entry_holds_forward",
            ),
        ),
        migrations.RemoveConstraint("register", "register_effect"),
        migrations.AddConstraint(
            "register",
            models.CheckConstraint(condition=Q(effect__in=EFFECTS), name="register_effect"),
        ),
    ]
