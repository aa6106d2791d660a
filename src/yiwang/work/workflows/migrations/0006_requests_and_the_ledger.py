"""Requests and their approval; pauses and extensions; the clock of a whole run."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Of clocks set before, three times the limit is taken by the wall clock.
FILL = """
UPDATE workflows_clock c
SET run_id = t.run_id, threefold_at = c.due_at + 2 * (c.due_at - c.started_at)
FROM workflows_task t WHERE t.id = c.task_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0002_watched"),
        ("posts", "0003_watched"),
        ("workflows", "0005_grounds_of_returns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=7)),
                ("granted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(default="pause", max_length=12)),
                ("began_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_whole", models.BooleanField(default=False)),
                ("kind", models.CharField(max_length=20)),
                ("reason_code", models.CharField(blank=True, max_length=60)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("value", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("until", models.DateTimeField(null=True)),
                ("asked_as", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("decision", models.CharField(default="pending", max_length=10)),
                ("decided_as", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.AddField(
            model_name="clock",
            name="escalated_to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="posts.post",
            ),
        ),
        migrations.AddField(
            model_name="clock",
            name="escalation",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="clock",
            name="is_of_kind",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="clock",
            name="remind",
            field=models.DecimalField(decimal_places=2, max_digits=7, null=True),
        ),
        migrations.AddField(
            model_name="clock",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clocks",
                to="workflows.run",
            ),
        ),
        migrations.AddField(
            model_name="clock", name="threefold_at", field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="clock",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clocks",
                to="workflows.run",
            ),
        ),
        migrations.AlterField(
            model_name="clock", name="threefold_at", field=models.DateTimeField()
        ),
        migrations.AddField(
            model_name="run",
            name="outcome",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="clock",
            name="task",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clocks",
                to="workflows.task",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("task", None)),
                fields=("run",),
                name="one_clock_of_the_whole_run",
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="clock",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extensions",
                to="workflows.clock",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pauses",
                to="workflows.run",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="task",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pauses",
                to="workflows.task",
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="approval",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="request",
                to="workflows.task",
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="asked_by_post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="posts.post",
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="requests",
                to="workflows.run",
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="task",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="requests",
                to="workflows.task",
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="request",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pause",
                to="workflows.request",
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extension",
                to="workflows.request",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["pending", "granted", "refused", "lapsed"])),
                name="request_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decision", "pending")),
                    models.Q(
                        models.Q(("decision", "pending"), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="decided_requests_have_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_approves_their_own_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "pending")),
                fields=("task",),
                name="one_pending_request_a_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pause", "deferral", "reporter"])),
                name="pause_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"
                ),
                name="pauses_end_after_they_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gt", 0)), name="extension_is_more_time"
            ),
        ),
    ]
