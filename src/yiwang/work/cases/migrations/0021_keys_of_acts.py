"""A key under which something was done to a case by its code makes no code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_case_pointless")]
    operations = [
        migrations.AlterField(
            model_name="intakekey",
            name="sealed_code",
            field=models.BinaryField(null=True),
        ),
    ]
