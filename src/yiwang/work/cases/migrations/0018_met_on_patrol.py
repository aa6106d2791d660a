"""A resident whom staff meet on patrol may have them report: a channel of its own."""

from django.db import migrations, models

CHANNELS = ["web", "phone", "counter", "worker", "met", "rest", "letter", "hotline"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_publications")]

    operations = [
        migrations.RemoveConstraint("case", "case_channel"),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="case_channel"),
        ),
    ]
