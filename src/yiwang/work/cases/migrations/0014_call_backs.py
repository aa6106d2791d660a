"""Call-backs by lot: the draws of months, whom they chose, what came of it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

REACHED = ["solved", "unsolved"]
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_mediations"),
        ("workflows", "0013_recounts"),
    ]
    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", ID.clone()),
                ("month", models.DateField(unique=True)),
                ("seed", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CallBack",
            fields=[
                ("id", ID.clone()),
                ("quota", models.CharField(max_length=150)),
                ("result", models.CharField(blank=True, max_length=12)),
                ("grade", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, max_length=200)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="call_backs",
                        to="cases.case",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_backs",
                        to="cases.draw",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workflows.task",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["draw", "case"], name="one_call_back_a_month"),
                    models.CheckConstraint(
                        condition=Q(result__in=["", *REACHED, "missed", "misdirected"]),
                        name="call_back_result",
                    ),
                    models.CheckConstraint(
                        condition=Q(result="", at=None) | (~Q(result="") & Q(at__isnull=False)),
                        name="call_backs_made_have_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=Q(result__in=REACHED, grade__gte=1, grade__lte=5)
                        | (~Q(result__in=REACHED) & Q(grade=None)),
                        name="who_was_reached_gave_a_grade",
                    ),
                ]
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=Q(is_open=False), fields=["closed_at"], name="case_closed"
            ),
        ),
    ]
