"""Cases by when they were reported: what a board shows of today is found without the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_met_on_patrol")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["reported_at"], name="case_reported"),
        ),
    ]
