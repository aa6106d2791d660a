"""Cases that are the same thing: one is worked on, the others stand still and keep everything."""

from django.db import models
from django.db.models import F, Q


class Merge(models.Model):
    """`member` is answered with `primary`. Nothing is moved: taken apart, it is as before.

    A trigger refuses chains and confidential cases (migration 0008).
    """

    primary = models.ForeignKey("cases.Case", models.PROTECT, related_name="members")
    member = models.ForeignKey("cases.Case", models.PROTECT, related_name="merges")
    stood = models.JSONField()  # where the member's run stood: step, stage
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=200)  # the post, in words
    reason = models.CharField(max_length=500)
    answered_at = models.DateTimeField(null=True)  # its reporter, with the primary
    unmerged_at = models.DateTimeField(null=True)
    unmerged_by = models.CharField(max_length=200, blank=True)
    unmerge_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(primary=F("member")), name="merged_with_another_case"
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(unmerged_at=None), name="one_open_merge_of_member"
            ),
        ]
