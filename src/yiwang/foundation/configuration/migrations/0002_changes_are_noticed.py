"""The one row, and the trigger function that gives it a new number."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE configuration_numbers;
INSERT INTO configuration_state (number) VALUES (nextval('configuration_numbers'));
CREATE FUNCTION configuration_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE configuration_state SET number = nextval('configuration_numbers');
  RETURN NULL;
END $$;
"""

BACKWARD = """
DROP FUNCTION configuration_changed() CASCADE;
DROP SEQUENCE configuration_numbers;
"""


class Migration(migrations.Migration):
    dependencies = [("configuration", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
