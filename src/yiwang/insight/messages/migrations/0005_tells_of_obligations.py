"""A message can be about a register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0004_tells_of_reviews")]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_about",
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "about__in",
                        [
                            "case",
                            "emergency",
                            "roster",
                            "posts",
                            "warning",
                            "review",
                            "register",
                            "",
                        ],
                    )
                ),
                name="message_about",
            ),
        ),
    ]
