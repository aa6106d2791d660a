"""Its tables are configuration: whoever keeps something of them notices their changes."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_never_edited"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [watched("registers_register", "registers_registerversion", "registers_entry")]
