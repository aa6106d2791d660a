"""Rounds of one scheme never overlap; what is closed, published, locked or decided is not edited."""

from django.db import migrations

FORWARD = """
ALTER TABLE reviews_round ADD CONSTRAINT rounds_apart EXCLUDE USING gist (
  int8range(scheme_id, scheme_id, '[]') WITH &&,
  daterange(since, until, '[]') WITH &&
);

CREATE FUNCTION reviews_refuse_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'reviews_schemeversion' THEN
    IF OLD.published_at IS NULL THEN
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
  ELSIF TG_TABLE_NAME IN ('reviews_round', 'reviews_reviewed') THEN
    IF OLD.closed_at IS NULL THEN
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
  ELSIF TG_TABLE_NAME = 'reviews_objection' THEN
    IF OLD.decided_at IS NULL AND TG_OP = 'UPDATE' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'What is closed, published, locked or decided is not edited.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION reviews_refuse_late() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of bigint;
  is_closed boolean;
BEGIN
  IF TG_TABLE_NAME = 'reviews_answer' THEN
    SELECT reviewed_id INTO of FROM reviews_asked
      WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.asked_id ELSE OLD.asked_id END;
  ELSIF TG_TABLE_NAME = 'reviews_reportquestion' THEN
    SELECT reviewed_id INTO of FROM reviews_report
      WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.report_id ELSE OLD.report_id END;
  ELSE
    of := CASE TG_OP WHEN 'INSERT' THEN NEW.reviewed_id ELSE OLD.reviewed_id END;
  END IF;
  SELECT closed_at IS NOT NULL INTO is_closed FROM reviews_reviewed WHERE id = of;
  IF is_closed THEN
    RAISE EXCEPTION 'This round is closed: nothing in it changes any more.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
LOCKED = ("schemeversion", "round", "reviewed", "card", "typed", "objection")
LATE = ("answer", "tallied", "remark", "dutyentry", "report", "reportquestion")


def triggers() -> str:
    made = [
        f"CREATE TRIGGER never_edited BEFORE UPDATE OR DELETE ON reviews_{name}"
        " FOR EACH ROW EXECUTE FUNCTION reviews_refuse_locked();"
        for name in LOCKED
    ]
    made += [
        f"CREATE TRIGGER never_late BEFORE INSERT OR UPDATE OR DELETE ON reviews_{name}"
        " FOR EACH ROW EXECUTE FUNCTION reviews_refuse_late();"
        for name in LATE
    ]
    made.append(
        "CREATE TRIGGER never_late BEFORE UPDATE OR DELETE ON reviews_asked"
        " FOR EACH ROW EXECUTE FUNCTION reviews_refuse_late();"
    )
    return "".join(made)


BACKWARD = """
DROP FUNCTION reviews_refuse_locked() CASCADE;
DROP FUNCTION reviews_refuse_late() CASCADE;
ALTER TABLE reviews_round DROP CONSTRAINT rounds_apart;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD + triggers(), BACKWARD)]
