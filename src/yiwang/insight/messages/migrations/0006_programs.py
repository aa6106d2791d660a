"""Another program can hear what a body is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0005_tells_of_obligations")]

    operations = [
        migrations.RemoveConstraint(model_name="group", name="group_service"),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(("service__in", ["wecom", "dingtalk", "feishu", "program"])),
                name="group_service",
            ),
        ),
    ]
