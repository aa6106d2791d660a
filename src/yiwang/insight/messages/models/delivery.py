"""The outbox: a message that has to leave the house, until it has, or could not."""

from django.db import models
from django.db.models import Q

STATES = ["waiting", "sent", "failed", "dropped"]
OUTGOING = ["email", "sms", "group"]


class Delivery(models.Model):
    """`next_at` is when it is sent, or tried again. Sent at least once: a process that ends between
    sending and saying so sends again. `dropped`: nobody is there any more to be told."""

    message = models.ForeignKey("messaging.Message", models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="waiting")
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)  # of the last try
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="one_delivery_a_channel"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="delivery_state"),
            models.CheckConstraint(condition=Q(channel__in=OUTGOING), name="delivery_channel"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="ended_deliveries_have_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="delivery_to_send"),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="delivery_failed"),
        ]
