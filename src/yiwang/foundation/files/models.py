"""A stored file: what it is, where it lies, what it hangs on."""

import uuid

from django.db import models


class StoredFile(models.Model):
    """A photo whose content was checked. `path` and `thumbnail` are below `MEDIA_ROOT`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.CharField(max_length=40)  # app.noun
    subject_id = models.BigIntegerField()
    purpose = models.CharField(max_length=20)  # report, result, return
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    thumbnail = models.CharField(max_length=200)
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"], name="file_of_subject")]
