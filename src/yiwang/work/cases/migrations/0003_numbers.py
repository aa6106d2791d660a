"""The sequence that case numbers come from (numbers.py)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_contact_without_mask")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE cases_number", "DROP SEQUENCE cases_number"),
    ]
