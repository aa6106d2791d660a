"""A staff account, and the token a program uses in its name."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

EMPLOYMENT = _("employment or service")
WHILE_HELD = _("while a post is held")


class Account(AbstractUser):
    """A member of staff who signs in. What they may do comes from their appointments alone."""

    first_name = None  # type: ignore[assignment]  # one field holds the name
    last_name = None  # type: ignore[assignment]  # likewise
    name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    personal_fields = {
        "name": Personal(
            what=_("The name of a member of staff"),
            purpose=_("to stand beside the post that acted"),
            basis=EMPLOYMENT,
            kept=WHILE_HELD,
        ),
        "phone": Personal(
            what=_("The duty telephone of a member of staff"),
            purpose=_("to reach the post"),
            basis=EMPLOYMENT,
            kept=WHILE_HELD,
        ),
        "email": Personal(
            what=_("The e-mail address of a member of staff"),
            purpose=_("to get back into the account, and to be told that something waits"),
            basis=EMPLOYMENT,
            kept=WHILE_HELD,
        ),
    }


class ApiToken(models.Model):
    """A token for REST: only its SHA-256 is stored, the token itself is shown once."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
