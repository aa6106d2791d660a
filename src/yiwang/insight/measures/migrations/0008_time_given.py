"""Which cases, and parts of departments, were given more time or a time that did not count; and the
disputes not closed yet. The record is read once more from the first, beside the daily work."""

from django.db import migrations, models

READ_AGAIN = "UPDATE records_cursor SET position = 0 WHERE reader = 'measures'"
FLAGS = ("was_extended", "was_paused")
COUNTS = {
    "casecell": (
        "extended",
        "paused",
        "disputes_open",
        "ended_extended",
        "ended_paused",
        "fell_due_extended",
        "fell_due_paused",
    ),
    "departmentcell": ("tasks_extended", "tasks_paused"),
}


class Migration(migrations.Migration):
    dependencies = [("measures", "0007_hexagons_of_places")]

    operations = [
        *(
            migrations.AddField(facts, name, models.BooleanField(default=False))
            for facts in ("casefact", "departmentfact")
            for name in FLAGS
        ),
        *(
            migrations.AddField(cells, name, models.IntegerField(default=0), preserve_default=False)
            for cells, names in COUNTS.items()
            for name in names
        ),
        migrations.AddIndex(
            "casefact",
            models.Index(
                fields=["reported_on"],
                condition=models.Q(is_dispute=True),
                name="case_fact_disputes",
            ),
        ),
        migrations.RunSQL(READ_AGAIN, migrations.RunSQL.noop),
    ]
