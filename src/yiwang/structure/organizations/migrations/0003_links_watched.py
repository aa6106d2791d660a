"""Links are configuration too: they say whom a joint team stands for."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_watched"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [watched("organizations_organizationlink")]
