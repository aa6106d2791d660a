"""What makes an act by a program of staff safe to repeat."""

from django.db import models


class ActKey(models.Model):
    """An `Idempotency-Key` that an account has acted on a task under. The digest tells whether what
    comes again under it is the same act."""

    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    task = models.ForeignKey("workflows.Task", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="act_key_once")]
        indexes = [models.Index(fields=["at"], name="act_key_at")]
