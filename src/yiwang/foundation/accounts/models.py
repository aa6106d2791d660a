"""A staff account, and the token a program uses in its name."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from yiwang.foundation.privacy import Personal


class Account(AbstractUser):
    """A member of staff who signs in. What they may do comes from their appointments alone."""

    first_name = None  # type: ignore[assignment]  # one field holds the name
    last_name = None  # type: ignore[assignment]  # likewise
    name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    personal_fields = {
        "name": Personal("shown beside the post that acted", "employment or service", "while held"),
        "phone": Personal("the duty phone of the post", "employment or service", "while held"),
        "email": Personal("sign-in recovery", "employment or service", "while held"),
    }


class ApiToken(models.Model):
    """A token for REST: only its SHA-256 is stored, the token itself is shown once."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
