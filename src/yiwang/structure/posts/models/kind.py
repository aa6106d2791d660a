"""Classes of posts and of employment, in the words of the locality."""

from django.db import models
from django.db.models import Q

CLASSES = ["group", "force", "specialty", "employment"]


class PostClass(models.Model):
    """One word of a classification: a group (三长), a force (五大力量), a specialty, or a kind of
    employment (编制). Types of posts and appointments name it by its key."""

    classification = models.CharField(max_length=12)
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["classification", "key"], name="one_class_per_key"),
            models.CheckConstraint(condition=Q(classification__in=CLASSES), name="post_class"),
        ]
