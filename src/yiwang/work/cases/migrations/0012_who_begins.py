"""Who may begin a matter of a type: anybody, residents, or staff of their own accord."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_answers_to_questions")]
    operations = [
        migrations.AddField(
            "casetype", "begun_by", models.CharField(default="anybody", max_length=10)
        ),
        migrations.AddConstraint(
            "casetype",
            models.CheckConstraint(
                condition=models.Q(begun_by__in=["anybody", "reporter", "staff"]),
                name="case_type_begun_by",
            ),
        ),
    ]
