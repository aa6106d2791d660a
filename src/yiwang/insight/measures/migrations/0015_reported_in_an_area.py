"""What was reported in an area in some days is found by both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0014_hours_by_ten_days")]

    operations = [
        migrations.AddIndex(
            "casefact",
            models.Index(fields=["area_id", "reported_on"], name="case_fact_in_area"),
        ),
    ]
