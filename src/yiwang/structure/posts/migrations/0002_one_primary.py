"""One primary appointment per post at any time. Ranges stand in for equality, so that no extension
is needed: `[post, post]` overlaps `[post, post]` exactly when the posts are the same."""

from django.db import migrations

FORWARD = """
ALTER TABLE posts_appointment ADD CONSTRAINT one_primary_at_a_time EXCLUDE USING gist (
  int8range(post_id, post_id, '[]') WITH &&,
  daterange(starts_on, ends_on, '[)') WITH &&
) WHERE (is_primary);
"""

BACKWARD = "ALTER TABLE posts_appointment DROP CONSTRAINT one_primary_at_a_time;"


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
