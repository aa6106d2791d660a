"""A register has one draft at most, however many people write. It is asked at the end of the
transaction, since publishing writes its version before it is published. Ranges stand in for
equality, so that no extension is needed."""

from django.db import migrations

FORWARD = """
ALTER TABLE registers_registerversion ADD CONSTRAINT one_draft_of_a_register EXCLUDE USING gist (
  int8range(register_id, register_id, '[]') WITH &&
) WHERE (published_at IS NULL) DEFERRABLE INITIALLY DEFERRED;
"""

BACKWARD = "ALTER TABLE registers_registerversion DROP CONSTRAINT one_draft_of_a_register;"


class Migration(migrations.Migration):
    dependencies = [("registers", "0004_one_thing")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
