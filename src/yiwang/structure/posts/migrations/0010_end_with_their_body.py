"""Appointments to the posts of a body end with it at the latest, whoever writes either of them.

A temporary body has an end from the beginning, so its posts lose their powers on that day without
anybody doing anything. If its end is moved, what ended with it goes on or ends with it again.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION posts_end_with_their_body() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ends date;
BEGIN
  SELECT body.valid_to INTO ends FROM posts_post post
    JOIN organizations_organization body ON body.id = post.organization_id
    WHERE post.id = NEW.post_id;
  IF ends IS NOT NULL AND (NEW.ends_on IS NULL OR NEW.ends_on > ends) THEN
    NEW.ends_on := GREATEST(ends, NEW.starts_on);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER posts_appointment_ends_with_its_body
  BEFORE INSERT OR UPDATE OF post_id, ends_on ON posts_appointment
  FOR EACH ROW EXECUTE FUNCTION posts_end_with_their_body();

CREATE FUNCTION posts_follow_their_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE posts_appointment held SET ends_on =
      CASE WHEN NEW.valid_to IS NOT NULL THEN GREATEST(NEW.valid_to, held.starts_on) END
    FROM posts_post post
    WHERE post.organization_id = NEW.id AND held.post_id = post.id
      AND (held.ends_on IS NULL OR held.ends_on > NEW.valid_to
           OR (held.ends_on = OLD.valid_to AND OLD.state = 'temporary'));
  RETURN NULL;
END $$;

CREATE TRIGGER posts_body_ends_its_appointments
  AFTER UPDATE OF valid_to ON organizations_organization
  FOR EACH ROW WHEN (OLD.valid_to IS DISTINCT FROM NEW.valid_to)
  EXECUTE FUNCTION posts_follow_their_body();

UPDATE posts_appointment held SET ends_on = GREATEST(body.valid_to, held.starts_on)
  FROM posts_post post JOIN organizations_organization body ON body.id = post.organization_id
  WHERE held.post_id = post.id
    AND (held.ends_on IS NULL OR held.ends_on > body.valid_to);
"""

BACKWARD = """
DROP TRIGGER posts_body_ends_its_appointments ON organizations_organization;
DROP TRIGGER posts_appointment_ends_with_its_body ON posts_appointment;
DROP FUNCTION posts_follow_their_body();
DROP FUNCTION posts_end_with_their_body();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0009_qualifications"),
        ("organizations", "0004_bodies_people_found"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
