"""Notices that list solved matters, that name only who agreed, and that go on from another."""

from django.db import migrations, models

PARTS = [
    "pictures",
    "before_after",
    "items",
    "views",
    "hours",
    "links",
    "matters",
    "named",
]


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_notices")]

    operations = [
        migrations.RemoveConstraint("noticekind", "notice_kind_parts"),
        migrations.AddConstraint(
            "noticekind",
            models.CheckConstraint(
                condition=models.Q(("parts__contained_by", PARTS)), name="notice_kind_parts"
            ),
        ),
        migrations.AddField("notice", "matters", models.JSONField(default=list)),
        migrations.AddField(
            "notice",
            "follows",
            models.ForeignKey(
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="followed_by",
                to="notices.notice",
            ),
        ),
    ]
