"""A message can be about a warning."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0002_watched"),
        ("posts", "0010_end_with_their_body"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_about",
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("about__in", ["case", "emergency", "roster", "posts", "warning", ""])
                ),
                name="message_about",
            ),
        ),
    ]
