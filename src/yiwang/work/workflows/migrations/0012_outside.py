"""The engine's own pause while somebody outside (a court, an arbitrator) decides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0011_merges")]

    operations = [
        migrations.RemoveConstraint(model_name="pause", name="pause_kind"),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["pause", "deferral", "reporter", "outside", "merge"])
                ),
                name="pause_kind",
            ),
        ),
    ]
