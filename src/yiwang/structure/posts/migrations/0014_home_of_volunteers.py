"""Volunteers may say which body they come from."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0006_points"),
        ("posts", "0013_teams_of_nets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="appointment",
            name="home_of_seconded_and_stationed",
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("home", None),
                    ("mode__in", ["seconded", "stationed", "volunteer"]),
                    _connector="OR",
                ),
                name="home_of_who_comes_from_elsewhere",
            ),
        ),
    ]
