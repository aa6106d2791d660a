"""An emergency shortens the limits of what is reported meanwhile; whoever keeps which are in force
notices when one begins or is called off."""

from django.db import migrations, models

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0010_end_with_their_body"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [
        migrations.AddField(
            "activation",
            "share",
            models.DecimalField(decimal_places=2, max_digits=3, null=True),
        ),
        migrations.AddConstraint(
            "activation",
            models.CheckConstraint(
                condition=models.Q(share=None) | models.Q(share__gt=0, share__lt=1),
                name="activation_share",
            ),
        ),
        watched("posts_activation"),
    ]
