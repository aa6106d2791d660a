"""Facts of areas are found by the month they count in, areas of every level have cells by month, and
hours are counted by the day too. All of it is made anew from the first record, by the reader."""

from django.db import migrations, models

FORGET = """
TRUNCATE measures_casecell, measures_casefact, measures_departmentcell, measures_departmentfact,
    measures_endingcell, measures_factarea, measures_standing;
UPDATE records_cursor SET position = 0 WHERE reader = 'measures';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0003_watched"),
        ("records", "0002_append_only"),
    ]
    operations = [
        migrations.RunSQL(FORGET, reverse_sql=FORGET),
        migrations.RemoveField("standing", "is_fine"),
        migrations.AddField(
            "standing",
            "detail",
            models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.DeleteModel("EndingCell"),
        migrations.CreateModel(
            name="EndingCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "subject_id",
                        "grain",
                        "day",
                        "hours",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.PositiveSmallIntegerField()),
                ("subject_id", models.BigIntegerField()),
                ("grain", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("hours", models.IntegerField()),
                ("cases", models.IntegerField()),
            ],
        ),
        migrations.DeleteModel("FactArea"),
        migrations.CreateModel(
            name="FactArea",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "area_id",
                        "month",
                        "case_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("area_id", models.BigIntegerField()),
                ("month", models.DateField()),
                ("case_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["case_id"], name="fact_area_of_case")],
            },
        ),
    ]
