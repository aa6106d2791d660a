"""Conflicts of interest: two types of post that one person should not hold at once."""

from django.db import models
from django.db.models import F, Q

from yiwang.structure.posts.models.post import PostType

OVER = ["same_area", "same_organization", "anywhere"]
EFFECTS = ["refuse", "flag"]


class PostConflict(models.Model):
    """A rule of the locality. `over` says how near the two posts are to each other for it to hold;
    areas are the same when one lies in the other. `effect`: refused, or allowed and shown."""

    one = models.ForeignKey(PostType, models.PROTECT, related_name="+")
    other = models.ForeignKey(PostType, models.PROTECT, related_name="+")
    over = models.CharField(max_length=20)
    effect = models.CharField(max_length=10)
    reason = models.CharField(max_length=200)
    reason_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_rule_for_two_types"),
            models.CheckConstraint(condition=Q(one__lte=F("other")), name="conflict_in_one_order"),
            models.CheckConstraint(condition=Q(over__in=OVER), name="conflict_over"),
            models.CheckConstraint(condition=Q(effect__in=EFFECTS), name="conflict_effect"),
        ]
