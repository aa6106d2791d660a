"""Figures from outside: no day of one kind and subject is typed in twice."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yiwang.foundation.configuration.watch import watched

TWICE = """
ALTER TABLE statistics_statistic ADD CONSTRAINT no_figure_twice EXCLUDE USING gist (
  int8range(hashtextextended(series, 0), hashtextextended(series, 0), '[]') WITH &&,
  int8range(COALESCE(area_id, 0), COALESCE(area_id, 0), '[]') WITH &&,
  int8range(COALESCE(organization_id, 0), COALESCE(organization_id, 0), '[]') WITH &&,
  daterange(first, last, '[]') WITH &&
) WHERE (withdrawn_at IS NULL);
"""
AGAIN = "ALTER TABLE statistics_statistic DROP CONSTRAINT no_figure_twice;"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("configuration", "0002_changes_are_noticed"),
        ("organizations", "0004_bodies_people_found"),
        ("territory", "0007_scheduled_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("data", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Statistic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.SlugField(max_length=40)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=18)),
                ("source", models.CharField(max_length=300)),
                ("capacity", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "entered_by",
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
            ],
        ),
        migrations.CreateModel(
            name="FormerValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=18)),
                ("source", models.CharField(max_length=300)),
                ("capacity", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("reason", models.CharField(max_length=300)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statistic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former",
                        to="statistics.statistic",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="statistic",
            index=models.Index(fields=["series", "first"], name="figure_of_series"),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(("area", None), ("organization", None), _connector="XOR"),
                name="figure_of_an_area_or_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="figure_of_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gte", 0)), name="figure_is_not_below_0"
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="figure_has_a_source"
            ),
        ),
        migrations.RunSQL(TWICE, AGAIN),
        watched("statistics_localseries"),
    ]
