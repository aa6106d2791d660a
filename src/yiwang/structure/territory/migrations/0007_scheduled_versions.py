"""A draft waits for somebody; one that has its day is scheduled. All there are have their day."""

from django.db import migrations, models

NEW = ["draft", "scheduled", "in_force", "discarded"]


class Migration(migrations.Migration):
    dependencies = [("territory", "0006_successions")]

    operations = [
        migrations.RemoveConstraint(model_name="netversion", name="net_version_state"),
        migrations.AddConstraint(
            model_name="netversion",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=NEW), name="net_version_state"
            ),
        ),
        migrations.RunSQL(
            "UPDATE territory_netversion SET state = 'scheduled' WHERE state = 'draft'",
            "UPDATE territory_netversion SET state = 'draft' WHERE state = 'scheduled'",
        ),
    ]
