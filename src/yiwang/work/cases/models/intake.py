"""What makes intake safe to repeat and lets others follow a case instead of reporting it again."""

from django.db import models


class IntakeKey(models.Model):
    """An `Idempotency-Key` already used, and what it made or was done with. A retried request does
    nothing twice."""

    key = models.CharField(max_length=128, unique=True)
    request_digest = models.CharField(max_length=64)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    sealed_code = models.BinaryField(null=True)
    # the tracking code under the master key, for the retry of what made the case; none for an act
    at = models.DateTimeField()


class Follower(models.Model):
    """Somebody who follows a case that another reported, by a code of their own."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="followers")
    tracking_digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
