"""A team names the net whose areas have it; the primary one without."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0012_terms_of_office")]
    operations = [
        migrations.AddField("team", "net", models.CharField(blank=True, max_length=40)),
    ]
