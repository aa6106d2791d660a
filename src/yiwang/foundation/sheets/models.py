"""A table that somebody brought, until it is applied or thrown away; what became of it stays."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal


class Upload(models.Model):
    """`content` is the file as it came: gone once it is applied, thrown away, or a day old."""

    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    replaces = models.BooleanField(default=False)  # what it does not have ends
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # of what was applied: added, changed, ended

    personal_fields = {
        "content": Personal(
            what=_("A table that an administrator brought, with names of staff where it has them"),
            purpose=_("to show what it would change before it is applied"),
            basis=_("employment or service"),
            kept=_("until it is applied or thrown away, one day at most"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(content=None), name="applied_upload_is_forgotten"
            ),
            models.UniqueConstraint(
                fields=["kind", "sha256", "account", "replaces"],
                condition=Q(content__isnull=False),
                name="one_waiting_upload_of_a_file",
            ),
        ]
        indexes = [models.Index(fields=["kind", "-id"], name="upload_by_kind")]
