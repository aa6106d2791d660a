"""What is published stands open for a time: a task of its own kind."""

from django.db import migrations, models

ROLES = [
    *["actor", "publisher", "handler", "coordinator", "arbiter", "reporter", "supervised"],
    *["orderer", "approver", "asked", "scorer", "called_back", "outside", "coordinating"],
]


class Migration(migrations.Migration):
    dependencies = [("workflows", "0015_urgent_runs")]
    operations = [
        migrations.RemoveConstraint("task", "task_role"),
        migrations.AddConstraint(
            "task",
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="task_role"),
        ),
    ]
