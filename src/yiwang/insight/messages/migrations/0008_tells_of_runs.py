"""A message can be about a run of a connector."""

from django.db import migrations, models
from django.db.models import Q

ABOUT = [
    *("case", "emergency", "roster", "posts", "warning", "review", "register", "card", "claim"),
    *("run", ""),
]


class Migration(migrations.Migration):
    dependencies = [("messaging", "0007_tells_of_cards")]
    operations = [
        migrations.RemoveConstraint(model_name="message", name="message_about"),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(condition=Q(about__in=ABOUT), name="message_about"),
        ),
    ]
