"""Numbers that were typed in on cards become typed-in figures, of which there is one kind now."""

import tomllib
from datetime import date, timedelta

from django.db import migrations

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def to_figures(apps, schema_editor):
    """The latest of each line, subject and period; not where a figure has these days already."""
    typed, version, figure = (
        apps.get_model(app, name)
        for app, name in (
            ("reviews", "Typed"),
            ("reviews", "SchemeVersion"),
            ("statistics", "Statistic"),
        )
    )
    latest = {}
    for row in typed.objects.order_by("id"):
        latest[row.scheme_id, row.line, row.organization_id, row.area_id, row.since] = row
    for row in latest.values():
        published = version.objects.filter(scheme=row.scheme_id, published_at__isnull=False)
        card = tomllib.loads(published.order_by("-number").first().source)
        sources = {line["key"]: line["source"] for line in card["lines"]}
        key = sources.get(row.line, "").partition(":")[2]
        days = {"first": row.since, "last": _last(row.since, MONTHS[card["cadence"]])}
        of = {"series": key, "area_id": row.area_id, "organization_id": row.organization_id}
        there = figure.objects.filter(
            first__lte=days["last"], last__gte=days["first"], withdrawn_at=None, **of
        )
        if key and row.value >= 0 and not there.exists():
            figure.objects.create(
                value=row.value,
                source=row.source,
                entered_by_id=row.by_id,
                capacity=row.by_as,
                entered_at=row.typed_at,
                **of,
                **days,
            )


def _last(since, months):
    number = since.month - 1 + months
    return date(since.year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_locked"), ("statistics", "0001_initial")]
    operations = [
        migrations.RunPython(to_figures, migrations.RunPython.noop),
        migrations.DeleteModel("Typed"),
    ]
