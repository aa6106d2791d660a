"""Nets that are there already get the version they are at."""

from django.db import migrations

FIRST = """
    INSERT INTO territory_netversion
        (net_id, number, state, takes_effect_on, reason, source, made_at)
    SELECT n.id, n.revision, 'in_force',
        coalesce((SELECT max(a.valid_from) FROM territory_area a WHERE a.net_id = n.id), now()::date),
        '', '{}', now()
    FROM territory_net n
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0003_versions")]
    operations = [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
