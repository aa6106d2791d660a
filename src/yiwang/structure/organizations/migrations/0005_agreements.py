"""Links may say what each of the two bodies does: agreements."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0004_bodies_people_found")]
    operations = [
        migrations.AddField(
            "organizationlink",
            "theme",
            models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            "organizationlink",
            "agreed",
            models.CharField(blank=True, default="", max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            "organizationlink",
            "grounds",
            models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "organizationlink",
            models.CheckConstraint(
                condition=~models.Q(agreed="") | models.Q(grounds="", theme=""),
                name="agreement_says_what",
            ),
        ),
    ]
