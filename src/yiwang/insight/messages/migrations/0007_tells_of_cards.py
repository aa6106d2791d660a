"""A message can be about a card of supply and demand, or a claim on one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0006_programs")]

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
                            "card",
                            "claim",
                            "",
                        ],
                    )
                ),
                name="message_about",
            ),
        ),
    ]
