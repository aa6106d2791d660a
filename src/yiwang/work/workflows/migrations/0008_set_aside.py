"""A run may be set aside until a day; lists of what is late, and late threefold, by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0002_watched"),
        ("posts", "0003_watched"),
        ("territory", "0002_watched"),
        ("workflows", "0007_nudges_and_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="deferred_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("state", "running")), fields=["due_at"], name="clock_late"
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("state", "running")),
                fields=["threefold_at"],
                name="clock_late_threefold",
            ),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                condition=models.Q(("deferred_until__isnull", False)),
                fields=["deferred_until"],
                name="run_set_aside",
            ),
        ),
    ]
