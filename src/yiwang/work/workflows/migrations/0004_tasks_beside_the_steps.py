"""The roles of tasks that stand beside the steps (sides.py), and that of an arbiter."""

from django.db import migrations, models

ROLES = [
    "actor",
    "handler",
    "coordinator",
    "arbiter",
    "reporter",
    "supervised",
    "approver",
    "asked",
    "scorer",
    "called_back",
    "outside",
]


class Migration(migrations.Migration):
    dependencies = [("workflows", "0003_watched")]
    operations = [
        migrations.RemoveConstraint("task", "task_role"),
        migrations.AddConstraint(
            "task",
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="task_role"),
        ),
    ]
