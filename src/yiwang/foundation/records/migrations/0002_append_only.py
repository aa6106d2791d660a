"""Records and seals are append-only by the database itself, and every record is queued for sealing."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION records_digest(r records_record) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    r.id, extract(epoch FROM r.at), r.name, r.subject, r.subject_id,
    r.actor_kind, r.account_id, r.capacity_id, r.capacity, r.data
  )::text, 'UTF8'))
$$;

CREATE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Records are added, never changed or removed (%)', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION records_queue_for_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO records_unsealedrecord (record_id, digest) VALUES (NEW.id, records_digest(NEW));
  RETURN NULL;
END $$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON records_record
  FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON records_record
  FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON records_sealedrecord
  FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON records_sealedrecord
  FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER queue_for_sealing AFTER INSERT ON records_record
  FOR EACH ROW EXECUTE FUNCTION records_queue_for_sealing();
"""

BACKWARD = """
DROP FUNCTION records_queue_for_sealing() CASCADE;
DROP FUNCTION records_refuse_change() CASCADE;
DROP FUNCTION records_digest(records_record);
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
