"""Its tables are configuration: whoever keeps something of them notices their changes."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0002_clock_near_at"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [watched("workflows_workflow", "workflows_workflowversion")]
