"""What can be made known: kinds of notices are data, and say which parts their form has."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

PICTURES, BEFORE_AFTER, ITEMS, VIEWS, HOURS, LINKS, MATTERS, NAMED = PARTS = [
    "pictures",
    "before_after",  # two rows of pictures
    "items",  # a list: projects, works
    "views",  # statistics of an outside channel, typed in with their source
    "hours",  # when and where
    "links",
    "matters",  # cases that were solved, by their numbers
    "named",  # it names people, and only those who agreed
]


class NoticeKind(models.Model):
    """`parts` are those of PARTS that a notice of this kind may have beside title and text."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    hint = models.CharField(max_length=200, blank=True)
    hint_en = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    parts = ArrayField(models.CharField(max_length=20), default=list)
    takes_comments = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(parts__contained_by=PARTS), name="notice_kind_parts")
        ]
