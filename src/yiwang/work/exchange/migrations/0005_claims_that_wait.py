"""Claims that wait for a decision are found by an index: every page of the menu counts them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_who_reported")]

    operations = [
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["card"],
                condition=models.Q(state__in=["asked", "done"]),
                name="claim_that_waits",
            ),
        ),
    ]
