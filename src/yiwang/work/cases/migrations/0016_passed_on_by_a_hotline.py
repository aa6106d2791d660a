"""Cases that a hotline passed on, each once, by the number it has there."""

from django.db import migrations, models

CHANNELS = ["web", "phone", "counter", "worker", "rest", "letter", "hotline"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_placed_in_a_version")]
    operations = [
        migrations.AddField(
            "case",
            "outside_number",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("case", "case_channel"),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="case_channel"),
        ),
        migrations.AddConstraint(
            "case",
            models.UniqueConstraint(
                condition=~models.Q(outside_number=""),
                fields=["channel", "outside_number"],
                name="passed_on_once",
            ),
        ),
    ]
