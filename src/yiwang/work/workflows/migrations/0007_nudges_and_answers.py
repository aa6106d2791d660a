"""Nudges, and the task of who gave an order: to accept the answer or to ask again."""

import django.db.models.deletion
from django.db import migrations, models

ROLES = [
    "actor",
    "handler",
    "coordinator",
    "arbiter",
    "reporter",
    "supervised",
    "orderer",
    "approver",
    "asked",
    "scorer",
    "called_back",
    "outside",
]


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial"), ("workflows", "0006_requests_and_the_ledger")]
    operations = [
        migrations.RemoveConstraint("task", "task_role"),
        migrations.AddConstraint(
            "task",
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="task_role"),
        ),
        migrations.CreateModel(
            name="Nudge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(blank=True, max_length=200)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="posts.post",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nudges",
                        to="workflows.run",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="nudge",
            index=models.Index(fields=["run", "-at"], name="nudge_of_run"),
        ),
    ]
