"""Areas are found by how their code begins, whatever the collation of the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("administration", "0001_names_are_found")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX territory_area_code_like ON territory_area (code varchar_pattern_ops)",
            "DROP INDEX territory_area_code_like",
        )
    ]
