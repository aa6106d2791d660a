"""A case can be part of another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_reopen_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="parent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="cases.case",
            ),
        ),
    ]
