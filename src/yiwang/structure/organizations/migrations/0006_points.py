"""Bodies that people go to have a point, and what one gets there."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("organizations", "0005_agreements")]

    operations = [
        migrations.AddField("organization", "lng", models.FloatField(null=True)),
        migrations.AddField("organization", "lat", models.FloatField(null=True)),
        *(
            migrations.AddField(
                "organization",
                name,
                models.CharField(max_length=longest, blank=True, default=""),
                preserve_default=False,
            )
            for name, longest in (
                ("whereabouts", 120),
                ("hours", 120),
                ("service_line", 40),
                ("services", 300),
            )
        ),
        migrations.AddConstraint(
            "organization",
            models.CheckConstraint(
                condition=Q(lng=None, lat=None)
                | Q(
                    lng__isnull=False,
                    lat__isnull=False,
                    lng__range=(-180, 180),
                    lat__range=(-90, 90),
                ),
                name="organization_point",
            ),
        ),
        migrations.AddIndex(
            "organization",
            models.Index(
                fields=["kind"], condition=Q(lng__isnull=False), name="organization_with_point"
            ),
        ),
    ]
