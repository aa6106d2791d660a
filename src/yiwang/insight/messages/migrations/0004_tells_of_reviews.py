"""A message can be about a review."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_tells_of_warnings")]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_about",
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("about__in", ["case", "emergency", "roster", "posts", "warning", "review", ""])
                ),
                name="message_about",
            ),
        ),
    ]
