"""Its local indicators are configuration: whoever keeps something of them notices their changes."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0002_local_indicators"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [watched("measures_localindicator")]
