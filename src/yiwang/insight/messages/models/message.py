"""One thing told to one person, or to one group: of what kind, about which number, due when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

ABOUT = [
    *("case", "emergency", "roster", "posts", "warning", "review", "register", "card", "claim"),
    *("run", ""),
]


class Message(models.Model):
    """Holds no word of anybody: its sentence is made of its kind, a number and a moment.

    One happening tells a person once and a group once, however often it is read: `position` is that
    of its record in the sealed order; none: somebody tried a group out.
    """

    position = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )  # found by message_of_person
    group = models.ForeignKey("messaging.Group", models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey(
        "posts.Post", models.CASCADE, null=True, related_name="+"
    )  # by which the person is told; none: they themselves are meant
    about = models.CharField(max_length=10, blank=True)  # what the link opens
    about_id = models.BigIntegerField(null=True)
    number = models.CharField(max_length=20, blank=True)  # of the case; none: it is confidential
    due_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField()
    is_shown = models.BooleanField(default=True)  # among the messages of the person
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["position", "account"], name="one_telling_a_person"),
            models.UniqueConstraint(fields=["position", "group"], name="one_telling_a_group"),
            models.CheckConstraint(
                condition=Q(account=None) ^ Q(group=None), name="told_to_one_or_the_other"
            ),
            models.CheckConstraint(condition=Q(about__in=ABOUT), name="message_about"),
        ]
        indexes = [
            models.Index(
                fields=["account"],
                condition=Q(read_at=None, is_shown=True),
                name="message_unread",
            ),
            models.Index(fields=["account", "-id"], name="message_of_person"),
            models.Index(fields=["happened_at"], name="message_by_age"),
        ]
