"""Saying in a migration that a table is configuration: its changes are noticed by the database."""

from django.db.migrations import RunSQL


def watched(*tables: str) -> RunSQL:
    """A migration operation: from now on every statement that writes a table changes the state."""
    forward = "".join(
        "CREATE TRIGGER configuration_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
        f" ON {table} FOR EACH STATEMENT EXECUTE FUNCTION configuration_changed();"
        for table in tables
    )
    backward = "".join(f"DROP TRIGGER configuration_changed ON {table};" for table in tables)
    return RunSQL(forward, backward)
