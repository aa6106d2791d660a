"""Warnings, and the numbers of rules that a locality changed, which are configuration."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("configuration", "0002_changes_are_noticed"),
        ("cases", "0018_met_on_patrol"),
        ("organizations", "0004_bodies_people_found"),
        ("posts", "0010_end_with_their_body"),
        ("territory", "0007_scheduled_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangedRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12, unique=True)),
                ("numbers", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["surge", "recurrence", "near_due", "unfilled", "reveals"])
                        ),
                        name="rule_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlyWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=120)),
                ("numbers", models.JSONField(default=dict)),
                ("opened_size", models.FloatField()),
                ("size", models.FloatField()),
                ("opened_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("capacity", models.CharField(blank=True, max_length=200)),
                ("outcome", models.CharField(blank=True, max_length=12)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
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
                    "type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.casetype",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["kind", "-opened_at"],
                        name="open_warning",
                    ),
                    models.Index(fields=["key", "-closed_at"], name="warning_of_a_thing"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["surge", "recurrence", "near_due", "unfilled", "reveals"])
                        ),
                        name="warning_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("key",),
                        name="one_open_warning_of_a_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None), ("outcome", "")),
                            models.Q(("closed_at__isnull", False), ("outcome", "over")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("outcome__in", ["acted", "known", "false_alarm", "over"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="closed_warnings_say_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seen_at__gte", models.F("opened_at"))),
                        name="warning_seen_after_it_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reveals"), _negated=True),
                            ("post__isnull", False),
                            _connector="OR",
                        ),
                        name="reveals_are_of_a_post",
                    ),
                ],
            },
        ),
        watched("warnings_changedrule"),
    ]
