"""Whistles, the scores that both sides give, arrivals, and the teams that are called as one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_watched"),
        ("posts", "0003_watched"),
        ("territory", "0002_watched"),
        ("workflows", "0008_set_aside"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(default="asked", max_length=10)),
                ("grade", models.PositiveSmallIntegerField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Whistle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("demand", models.CharField(blank=True, max_length=500)),
                ("called_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="task",
            name="task_role",
        ),
        migrations.AddField(
            model_name="task",
            name="arrived_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="team",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.organization",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="about",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores_received",
                to="organizations.organization",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.organization",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="task",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="score",
                to="workflows.task",
            ),
        ),
        migrations.AddField(
            model_name="whistle",
            name="called_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="whistle",
            name="caller",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="whistles",
                to="organizations.organization",
            ),
        ),
        migrations.AddField(
            model_name="whistle",
            name="caller_post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="posts.post",
            ),
        ),
        migrations.AddField(
            model_name="whistle",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="whistles",
                to="workflows.run",
            ),
        ),
        migrations.AddField(
            model_name="score",
            name="whistle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="workflows.whistle",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="whistle",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="tasks",
                to="workflows.whistle",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
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
                            "coordinating",
                        ],
                    )
                ),
                name="task_role",
            ),
        ),
        migrations.AddIndex(
            model_name="whistle",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["called_at"],
                name="open_whistle_by_age",
            ),
        ),
        migrations.AddConstraint(
            model_name="whistle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("outcome", "")),
                    models.Q(
                        ("closed_at__isnull", False), ("outcome__in", ["done", "released", "ended"])
                    ),
                    _connector="OR",
                ),
                name="closed_whistles_have_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="whistle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("run",),
                name="one_open_whistle_per_run",
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(
                fields=("whistle", "by", "about"), name="one_score_each_way_per_whistle"
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("about")), _negated=True),
                name="nobody_scores_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at", None), ("grade", None), ("state", "asked")),
                    models.Q(("at__isnull", False), ("grade__range", (1, 5)), ("state", "given")),
                    models.Q(("at__isnull", False), ("grade", None), ("state", "not_given")),
                    _connector="OR",
                ),
                name="score_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grade", None),
                    ("grade__gte", 3),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="low_scores_have_a_reason",
            ),
        ),
    ]
