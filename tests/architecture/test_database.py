"""The real database has an index under every foreign key."""

from django.apps import apps
from django.db import connection

from tests.architecture.checks_database import unindexed_foreign_keys
from tests.architecture.sources import allowed


def test_every_foreign_key_is_indexed(db):
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("yiwang.")
    }

    assert len(tables) > 25
    assert unindexed_foreign_keys(tables) == sorted(allowed("foreign_keys"))


def test_foreign_keys_without_a_whole_index_are_found(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TABLE sample_parent (id bigint PRIMARY KEY);
            CREATE TABLE sample_child (
              bare bigint REFERENCES sample_parent,
              part bigint REFERENCES sample_parent,
              late bigint REFERENCES sample_parent,
              good bigint REFERENCES sample_parent
            );
            CREATE INDEX ON sample_child (part) WHERE part > 1;
            CREATE INDEX ON sample_child (good, late);
            """
        )

    assert unindexed_foreign_keys(["sample_child"]) == [
        "sample_child.bare",
        "sample_child.late",
        "sample_child.part",
    ]
