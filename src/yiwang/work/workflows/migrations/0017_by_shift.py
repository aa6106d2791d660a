"""A task can be for whoever is on duty at its post."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0016_publications")]
    operations = [
        migrations.AddField(
            "task", "by_shift", models.BooleanField(default=False, db_default=False)
        ),
    ]
