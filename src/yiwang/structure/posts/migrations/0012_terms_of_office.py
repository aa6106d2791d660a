"""Terms of office: so many years, after which a post is filled anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0011_share_in_emergencies")]
    operations = [
        migrations.AddField("posttype", "term_years", models.PositiveSmallIntegerField(null=True)),
        migrations.AddConstraint(
            "posttype",
            models.CheckConstraint(
                condition=models.Q(term_years=None) | models.Q(term_years__gt=0),
                name="term_of_a_year_at_least",
            ),
        ),
    ]
