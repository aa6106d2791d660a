"""Who is reached, and does not want to say, is counted by itself."""

from django.db import migrations, models
from django.db.models import Q

RESULTS = ["", "solved", "unsolved", "refused", "missed", "misdirected"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_keys_of_acts")]
    operations = [
        migrations.RemoveConstraint(model_name="callback", name="call_back_result"),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=Q(result__in=RESULTS), name="call_back_result"
            ),
        ),
    ]
