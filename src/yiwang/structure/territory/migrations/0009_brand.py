"""What a territory calls its governance stands at the head of every page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territory", "0008_drawn_steps")]
    operations = [
        migrations.CreateModel(
            name="Brand",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=40)),
                ("name_en", models.CharField(blank=True, max_length=60)),
                ("slogan", models.CharField(blank=True, max_length=60)),
                ("slogan_en", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.AddConstraint(
            model_name="brand",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="one_brand"),
        ),
    ]
