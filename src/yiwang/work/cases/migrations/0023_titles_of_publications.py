"""What is published may bear a title of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_refused_call_backs")]
    operations = [
        migrations.AddField(
            model_name="publication",
            name="title",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
    ]
