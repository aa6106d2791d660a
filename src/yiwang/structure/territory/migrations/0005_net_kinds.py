"""The kinds of nets are known."""

from django.db import migrations, models

KINDS = [
    "administrative",
    "base",
    "micro",
    "dedicated",
    "party",
    "disposal",
    "service",
    "zone",
    "corridor",
    "road",
    "sector",
]


class Migration(migrations.Migration):
    dependencies = [("territory", "0004_first_versions")]
    operations = [
        migrations.AddConstraint(
            "net", models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="net_kind")
        )
    ]
