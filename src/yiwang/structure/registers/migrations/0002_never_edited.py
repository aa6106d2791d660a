"""Published versions and their entries are never edited: the database refuses it. Only the header
of a register (its names, its owner) may change."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION registers_refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version bigint;
BEGIN
  IF TG_TABLE_NAME = 'registers_registerversion' THEN
    IF OLD.published_at IS NULL THEN
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
  ELSE
    version := CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
    IF NOT EXISTS (SELECT FROM registers_registerversion
                   WHERE id = version AND published_at IS NOT NULL) THEN
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
  END IF;
  RAISE EXCEPTION 'A published version of a register is never edited: publish the next one.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER registers_version_never_edited BEFORE UPDATE OR DELETE
  ON registers_registerversion FOR EACH ROW EXECUTE FUNCTION registers_refuse_edit();
CREATE TRIGGER registers_entry_never_edited BEFORE INSERT OR UPDATE OR DELETE
  ON registers_entry FOR EACH ROW EXECUTE FUNCTION registers_refuse_edit();
"""

BACKWARD = """
DROP TRIGGER registers_entry_never_edited ON registers_entry;
DROP TRIGGER registers_version_never_edited ON registers_registerversion;
DROP FUNCTION registers_refuse_edit();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
