"""Each time that somebody tried to call a reporter back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0018_refused_demands")]
    operations = [
        migrations.CreateModel(
            name="CallAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="workflows.task",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task", "number"), name="one_attempt_of_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="attempts_count_from_one"
                    ),
                ],
            },
        ),
    ]
