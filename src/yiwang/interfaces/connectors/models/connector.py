"""A connector: what a pack or a form says of it, and what its keeper entered."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language

from yiwang.interfaces.connectors.definition import ConnectorPart

FILE, FETCH, PUSH = DOORS = ["file", "fetch", "push"]


class Connector(models.Model):
    """`definition` is a `ConnectorPart`. The address and the secret sent along with each call are
    entered by its keeper; of the token by which the other system calls us there is the SHA-256.

    `next_at` is when it is fetched next, `tries` how often that failed since it last worked. What
    people changed before the record `overwritten_at` was overwritten once, and counts no more.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    system = models.SlugField(max_length=40)
    into = models.CharField(max_length=70)  # the key of the list that it fills
    door = models.CharField(max_length=5)
    definition = models.JSONField()
    is_by_hand = models.BooleanField(default=False)  # people wrote it: a pack leaves it
    is_on = models.BooleanField(default=True)
    is_automatic = models.BooleanField(default=False)  # what is sound is applied without a look
    every_hours = models.PositiveSmallIntegerField(default=24)
    reached_at = models.CharField(max_length=500, blank=True)  # an address of the other system
    answered_at = models.CharField(max_length=500, blank=True)  # where what came of it is sent
    secret = models.BinaryField(null=True)  # under the master key
    token_digest = models.CharField(max_length=64, blank=True)
    next_at = models.DateTimeField(null=True)
    next_answer_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    overwritten_at = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(door__in=DOORS), name="connector_door"),
            models.CheckConstraint(
                condition=Q(every_hours__gte=1, every_hours__lte=744), name="connector_every"
            ),
            models.CheckConstraint(
                condition=Q(next_at=None) | Q(is_on=True) & ~Q(reached_at=""),
                name="connector_fetched_at_an_address",
            ),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="connector_token"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="connector_due"
            ),
        ]

    @cached_property
    def part(self) -> ConnectorPart:
        return ConnectorPart.model_validate(self.definition)

    @property
    def label(self) -> str:
        return self.name_en if _in_english() and self.name_en else self.name

    @property
    def system_label(self) -> str:
        part = self.part
        return part.system_name_en if _in_english() and part.system_name_en else part.system_name

    @property
    def about(self) -> str:
        return self.part.about_en if _in_english() and self.part.about_en else self.part.about

    @property
    def has_secret(self) -> bool:
        return self.secret is not None

    @property
    def has_token(self) -> bool:
        return bool(self.token_digest)

    @property
    def seal(self) -> str:
        """What its secret is bound to."""
        return f"connector:{self.key}"


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
