"""Pages of cards begin with the newest: an index for what is open, what came true, and years."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_claims_that_wait")]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                fields=["-put_up_at", "-id"],
                condition=models.Q(state="open"),
                name="card_open_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                fields=["-ended_at", "-id"],
                condition=models.Q(state="fulfilled"),
                name="card_true_lately",
            ),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                fields=["year"], condition=models.Q(year__isnull=False), name="card_of_year"
            ),
        ),
    ]
