"""Counts are kept for ten days as well, by the 1st, 11th and 21st of a month, wherever they are kept
by the day. They are added up from the days that are kept."""

from django.db import migrations

DAY, TEN = 0, 2
KEY = ("kind", "subject_id", "grain", "type_id", "day")
TEN_OF_DAY = """date_trunc('month', day)::date
    + 10 * least((extract(day FROM day)::int - 1) / 10, 2)"""
CELLS = ("CaseCell", "DepartmentCell")


def add_up(apps, schema_editor):
    for name in CELLS:
        table = apps.get_model("measures", name)
        counts = [each.name for each in table._meta.concrete_fields if each.name not in KEY]
        sums = ", ".join(f"sum({count})" for count in counts)
        schema_editor.execute(
            f"INSERT INTO {table._meta.db_table} ({', '.join(KEY)}, {', '.join(counts)})"
            f" SELECT kind, subject_id, {TEN}, type_id, {TEN_OF_DAY}, {sums}"
            f" FROM {table._meta.db_table} WHERE grain = {DAY}"
            f" GROUP BY kind, subject_id, type_id, {TEN_OF_DAY} ORDER BY 1, 2, 3, 4, 5"
        )


def forget(apps, schema_editor):
    for name in CELLS:
        apps.get_model("measures", name).objects.filter(grain=TEN).delete()


class Migration(migrations.Migration):
    dependencies = [("measures", "0017_packed_cells")]

    operations = [migrations.RunPython(add_up, forget)]
