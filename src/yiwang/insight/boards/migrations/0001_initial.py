"""Boards as data, noticed as configuration."""

import django.contrib.postgres.fields
from django.db import migrations, models

from yiwang.foundation.configuration.watch import watched

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def listed(size):
    field = models.CharField(max_length=size)
    return django.contrib.postgres.fields.ArrayField(base_field=field, default=list, size=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("configuration", "0002_changes_are_noticed")]
    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("id", ID),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("about", models.CharField(blank=True, max_length=200)),
                ("about_en", models.CharField(blank=True, max_length=200)),
                ("groups", models.JSONField(default=list)),
                ("colours", listed(40)),
                ("panels", listed(20)),
                ("kinds", listed(80)),
            ],
        ),
        watched("boards_board"),
    ]
