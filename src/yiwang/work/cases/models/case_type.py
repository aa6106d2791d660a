"""Case types in two levels, each with its limits and the evidence it asks for."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language

from yiwang.foundation.clocks.limits import ClockKind, Limit

ANYBODY, REPORTER, STAFF = BEGINNERS = ["anybody", "reporter", "staff"]
OWN_CHANNEL = "worker"  # by which staff raise something of their own, for nobody else


class CaseType(models.Model):
    """A kind of case. `limits` is {purpose: {"value": 3, "clock": "work_day"}}.

    What a type leaves open, its parent says; a parent's caution (confidential, contact needed)
    holds for every type below it.
    """

    key = models.CharField(max_length=80, unique=True)  # sanitation.litter
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    hint = models.CharField(max_length=200, blank=True)
    hint_en = models.CharField(max_length=200, blank=True)
    limits = models.JSONField(default=dict)
    evidence = ArrayField(models.CharField(max_length=20), default=list)  # evidence.py
    words = ArrayField(models.CharField(max_length=40), default=list)  # suggest this type
    workflow = models.ForeignKey(
        "workflows.Workflow", models.PROTECT, null=True, related_name="+"
    )  # none: the territory's default
    is_confidential = models.BooleanField(default=False)
    is_contact_needed = models.BooleanField(default=False)
    is_offered = models.BooleanField(default=True)  # no: withdrawn, nothing new begins
    begun_by = models.CharField(max_length=10, default=ANYBODY)
    like_radius_m = models.PositiveIntegerField(default=200)
    like_days = models.PositiveIntegerField(default=30)
    like_types = ArrayField(models.CharField(max_length=80), default=list)  # keys: may be the same

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begun_by__in=BEGINNERS), name="case_type_begun_by"
            )
        ]

    @property
    def label(self) -> str:
        """The name in the reader's language; the official one where there is no other."""
        if self.name_en and (get_language() or "").startswith("en"):
            return self.name_en
        return self.name

    @property
    def own_and_above(self) -> "list[CaseType]":
        """The type, then its parent: where to look for what the type leaves open."""
        return [self, self.parent] if self.parent else [self]

    @property
    def hides_cases(self) -> bool:
        """Whether its cases are seen only by those who work on them."""
        return any(kind.is_confidential for kind in self.own_and_above)

    @property
    def needs_contact(self) -> bool:
        return any(kind.is_contact_needed for kind in self.own_and_above)

    @property
    def who_begins(self) -> str:
        """`anybody`, `reporter` (or staff for one) or `staff`: its own word, or the parent's
        where it has none."""
        return next(
            (kind.begun_by for kind in self.own_and_above if kind.begun_by != ANYBODY), ANYBODY
        )

    @property
    def workflow_key(self) -> str | None:
        """The workflow its cases move by; None: the territory's default."""
        return next((kind.workflow.key for kind in self.own_and_above if kind.workflow), None)

    @property
    def all_limits(self) -> dict[str, Limit]:
        """Its limits by purpose, the parent's where it has none."""
        stated: dict[str, dict[str, Any]] = {}
        for kind in reversed(self.own_and_above):
            stated |= kind.limits
        return {
            purpose: Limit(Decimal(str(limit["value"])), ClockKind(limit["clock"]))
            for purpose, limit in stated.items()
        }

    @property
    def all_evidence(self) -> frozenset[str]:
        """What finishing needs: its own list, the parent's where it has none."""
        return frozenset(next((kind.evidence for kind in self.own_and_above if kind.evidence), []))
