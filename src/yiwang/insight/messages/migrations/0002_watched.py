"""The rules of packs are configuration. Telling begins with what happens from now on."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched

BEGIN_HERE = """
INSERT INTO records_cursor (reader, position)
SELECT 'messages', coalesce(max(position), 0) FROM records_sealedrecord
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0001_initial"),
        ("configuration", "0001_initial"),
        ("records", "0001_initial"),
    ]
    operations = [
        watched("messaging_ruleset"),
        migrations.RunSQL(BEGIN_HERE, migrations.RunSQL.noop),
    ]
