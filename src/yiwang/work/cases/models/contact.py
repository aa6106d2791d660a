"""The reporter's contact, sealed with a key of this one case."""

from django.db import models

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
            "to ask back and to answer", "the reporter's consent", "90 days after closing"
        ),
    }
