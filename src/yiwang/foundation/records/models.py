"""The record, its seal, what is not sealed yet, and each reader's cursor.

The database refuses updates and deletes of records and seals (see the first migration). A trigger
puts every new record, with its digest, among the unsealed; the sealer gives it the next position.
"""

from django.db import models


class Record(models.Model):
    """One thing that happened. Holds ids and changes, never the contents of personal fields."""

    at = models.DateTimeField()
    name = models.CharField(max_length=80)  # app.noun.past_verb
    subject = models.CharField(max_length=40)  # app.noun
    subject_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=10)
    account_id = models.BigIntegerField(null=True)
    capacity_id = models.BigIntegerField(null=True)
    capacity = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="record_of_subject"),
            models.Index(fields=["name", "at"], name="record_by_name"),
        ]


class UnsealedRecord(models.Model):
    """A record that has no position yet, with the digest it had when it was written."""

    record_id = models.BigIntegerField(primary_key=True)
    digest = models.BinaryField()


class SealedRecord(models.Model):
    """A record's place in the chain: `chain` = sha256(chain before it + digest of the record)."""

    position = models.BigIntegerField(primary_key=True)
    record_id = models.BigIntegerField(unique=True)
    chain = models.BinaryField()


class Cursor(models.Model):
    """How far one reader has read."""

    reader = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
