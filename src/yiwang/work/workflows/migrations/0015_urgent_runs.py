"""A run can be marked urgent."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("workflows", "0014_appeals")]
    operations = [
        migrations.AddField(
            model_name="run",
            name="urgent_share",
            field=models.DecimalField(decimal_places=2, max_digits=3, null=True),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=Q(urgent_share=None) | Q(urgent_share__gt=0, urgent_share__lt=1),
                name="run_urgent_share",
            ),
        ),
    ]
