"""Names are found by any two characters of theirs: an index over every character and every pair.

An index of trigrams does not serve a name of two characters, which most Chinese names have.
"""

from django.db import migrations

GRAMS = """
CREATE FUNCTION grams(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT substr(lower(words), place, width))
  FROM generate_series(1, char_length(words)) AS place, generate_series(1, 2) AS width
$$;
"""
TABLES = ["accounts_account", "organizations_organization", "territory_area"]


def index(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE INDEX {table}_name_grams ON {table} USING gin (grams(name))",
        f"DROP INDEX {table}_name_grams",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("accounts", "0001_initial"),
        ("organizations", "0001_initial"),
        ("territory", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(GRAMS, "DROP FUNCTION grams(text)"),
        *(index(table) for table in TABLES),
    ]
