"""Bodies that people found, change and end on pages; what a body is there for; since when it is."""

import django.db.models.deletion
from django.db import migrations, models

from yiwang.foundation.configuration.watch import watched

# an end was not asked for before: what has none yet gets one, or is not for a time only
ENDS = """
UPDATE organizations_organization SET valid_to = GREATEST(valid_from, CURRENT_DATE)
  WHERE state = 'dissolved' AND valid_to IS NULL;
UPDATE organizations_organization SET state = 'active'
  WHERE state = 'temporary' AND valid_to IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0003_links_watched"),
        ("configuration", "0002_changes_are_noticed"),
    ]

    operations = [
        migrations.RunSQL(ENDS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Remit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=40)),
                ("says", models.CharField(max_length=200)),
                ("says_en", models.CharField(blank=True, max_length=200)),
                ("basis", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("by_hand", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name="organization",
            name="by_hand",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="organization",
            name="followed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="follows",
                to="organizations.organization",
            ),
        ),
        migrations.AddField(
            model_name="organization",
            name="founded_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="organization",
            name="sector",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="organizationlink",
            name="by_hand",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["in_preparation", "active"]),
                    ("valid_to__isnull", False),
                    _connector="OR",
                ),
                name="temporary_and_dissolved_have_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="organization_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("followed_by", None),
                    models.Q(("followed_by", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="organization_does_not_follow_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="organizationlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="organization_link_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="organizationlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="no_organization_link_to_itself",
            ),
        ),
        migrations.AddField(
            model_name="remit",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="remits",
                to="organizations.organization",
            ),
        ),
        migrations.AddConstraint(
            model_name="remit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="remit_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="remit",
            constraint=models.UniqueConstraint(
                fields=("organization", "says", "valid_from"), name="one_remit_from_a_day"
            ),
        ),
        watched("organizations_remit"),
    ]
