"""Its tables are configuration: whoever keeps something of them notices their changes."""

from django.db import migrations

from yiwang.foundation.configuration.watch import watched


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0002_one_primary"),
        ("configuration", "0002_changes_are_noticed"),
    ]
    operations = [watched("posts_posttype", "posts_post", "posts_appointment")]
