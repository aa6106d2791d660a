"""Its tables are configuration: whoever keeps something of them notices their changes."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0001_initial"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [watched("territory_net", "territory_area", "territory_arealink")]
