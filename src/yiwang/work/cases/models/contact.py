"""The reporter's contact, sealed with a key of this one case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal


class Contact(models.Model):
    """`sealed` is the contact under the case's key; `wrapped_key` is that key under the master key,
    which never enters the database. Erasing is destroying `wrapped_key`. Masks are made when
    shown: a stored mask would be equal in two cases of one number, and so link them."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="contact")
    sealed = models.BinaryField(null=True)
    wrapped_key = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    personal_fields = {
        "sealed": Personal(
            what=_("A reporter's telephone number or e-mail address, sealed"),
            purpose=_("to ask back and to answer"),
            basis=_("the reporter's consent"),
            kept=_("for a set time after closing, 90 days unless changed, or until erased"),
        ),
    }
