"""An outside firm that may report on a task by a link, without an account, until it expires."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yiwang.work.workflows.models.run import Task


class Invitation(models.Model):
    """Belongs to the firm's task of the role `outside`, which says what is asked and until when.
    The link is the signed id of that task; nothing here opens it."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="invitation")
    firm = models.CharField(max_length=120)  # a body, never a person
    photos = ArrayField(models.UUIDField(), default=list)  # those it is shown
