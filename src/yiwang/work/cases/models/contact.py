"""The reporter's contact, sealed with a key of this one case."""

from django.db import models

from yiwang.foundation.privacy import Personal


class Contact(models.Model):
    """`sealed` is the contact under the case's key; `wrapped_key` is that key under the master key,
    which never enters the database. Erasing is destroying `wrapped_key`."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="contact")
    sealed = models.BinaryField(null=True)
    wrapped_key = models.BinaryField(null=True)
    mask = models.CharField(max_length=40, blank=True)  # 138****1234
    erased_at = models.DateTimeField(null=True)

    personal_fields = {
        "sealed": Personal(
            "to ask back and to answer", "the reporter's consent", "90 days after closing"
        ),
        "mask": Personal(
            "to recognise the right number", "the reporter's consent", "90 days after closing"
        ),
    }
