"""What was published, and the trigger that keeps it as it was."""

import django.contrib.postgres.fields
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION disclosure_refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What was published stays as it was: publish an edition that corrects it.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER disclosure_release_never_edited BEFORE UPDATE OR DELETE
  ON disclosure_release FOR EACH ROW EXECUTE FUNCTION disclosure_refuse_edit();
"""

BACKWARD = """
DROP TRIGGER disclosure_release_never_edited ON disclosure_release;
DROP FUNCTION disclosure_refuse_edit();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("span", models.CharField(max_length=10)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("released_at", models.DateTimeField()),
                ("frame", models.JSONField()),
                (
                    "counts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), size=None
                    ),
                ),
                (
                    "withheld",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), size=None
                    ),
                ),
                ("figures", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("span__in", ["month", "quarter"])), name="release_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="release_days"
                    ),
                    models.UniqueConstraint(
                        fields=("span", "first", "edition"), name="released_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition", 1), ("why", "")),
                            models.Q(("edition__gt", 1), models.Q(("why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="corrected_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
