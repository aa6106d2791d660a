"""A clock knows from when on it is near its end."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("workflows", "0001_initial")]
    operations = [
        migrations.AddField(
            "clock",
            "near_at",
            models.DateTimeField(default=timezone.now),
            preserve_default=False,
        )
    ]
