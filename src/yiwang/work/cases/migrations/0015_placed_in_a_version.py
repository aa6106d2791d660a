"""A placement says in which version of the net it was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_call_backs")]
    operations = [
        migrations.AddField("placement", "revision", models.PositiveIntegerField(null=True))
    ]
