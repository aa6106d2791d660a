"""What settling a dispute cost its parties."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_titles_of_publications")]

    operations = [
        migrations.AddField(
            "mediation",
            "cost",
            models.DecimalField(decimal_places=2, max_digits=14, null=True),
        ),
        migrations.RemoveConstraint("mediation", "agreed_before_it_has_terms"),
        migrations.AddConstraint(
            "mediation",
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=False) | Q(people=None, amount=None, cost=None),
                name="agreed_before_it_has_terms",
            ),
        ),
        migrations.AddConstraint(
            "mediation",
            models.CheckConstraint(condition=Q(cost__gte=0), name="cost_is_nought_or_some"),
        ),
    ]
