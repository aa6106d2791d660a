"""Who of a post does a task, by name. The post answers for it all the same."""

from django.db import models


class Naming(models.Model):
    """Counts as long as the appointment does, at the post where the task is (naming.py)."""

    task = models.OneToOneField("workflows.Task", models.CASCADE, related_name="naming")
    appointment = models.ForeignKey("posts.Appointment", models.PROTECT, related_name="+")
    at = models.DateTimeField()
