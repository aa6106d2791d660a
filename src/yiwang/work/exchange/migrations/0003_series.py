"""Lines of activities have a name."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_ledger"),
        ("organizations", "0006_points"),
        ("registers", "0010_capacities"),
        ("territory", "0010_note_in_english"),
        ("workflows", "0021_act_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="card",
            name="series",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(("series", ""), _negated=True),
                fields=["series"],
                name="card_of_series",
            ),
        ),
    ]
