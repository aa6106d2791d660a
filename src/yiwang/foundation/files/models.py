"""A stored file: what it is, where it lies, what it hangs on."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal


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

    personal_fields = {
        "path": Personal(
            what=_("Photos, without where and with what they were taken"),
            purpose=_("to see what has to be solved, and that it was"),
            basis=_("the report or the result they belong to"),
            kept=_("with the case"),
        ),
    }

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id"], name="file_of_subject")]
