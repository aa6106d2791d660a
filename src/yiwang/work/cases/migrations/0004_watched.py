"""Its tables are configuration: whoever keeps something of them notices their changes."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_numbers"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [watched("cases_casetype")]
