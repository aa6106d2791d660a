"""What is known of a case for counting: no text, no contact, nobody's name.

Written by the reader of the record alone (`reader.py`), from `work.cases.queries.facts`. Ids are
plain numbers: facts outlive nothing and are made anew from the first record at any time.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

FATES = [
    "waiting",
    "declined",
    "open",
    "deferred",
    "solved",
    "dissatisfied",
    "withdrawn",
    "voided",
]


MONTHS, DAYS, TYPES = range(3)
# kept of an area: what counted in a month; on a day, and by type in a month; by type on a day


class CaseFact(models.Model):
    """One case. Days are those of the territory's time zone."""

    case_id = models.BigIntegerField(primary_key=True)
    type_id = models.BigIntegerField(null=True)
    area_id = models.BigIntegerField(null=True)  # in the primary net
    nature = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=10)
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    spot = models.BigIntegerField(null=True)  # the hexagon of the place (`spots.py`)
    reach_m = models.PositiveIntegerField(default=0)  # how far the type calls a place the same
    is_confidential = models.BooleanField()
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    fate = models.CharField(max_length=12)
    has_reporter = models.BooleanField(db_default=True)  # somebody waits for an answer
    ended_on = models.DateField(null=True)
    ending_seconds = models.BigIntegerField(null=True)  # from the report
    replied_at = models.DateTimeField(null=True)  # first answer
    reply_seconds = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)  # of the whole case
    late_since = models.DateTimeField(null=True)  # ahead while all is well
    is_late = models.BooleanField(default=False)
    late_on = models.DateField(null=True)
    late_cleared_on = models.DateField(null=True)  # ended, having been late
    grade = models.PositiveSmallIntegerField(null=True)
    is_urgent = models.BooleanField()
    was_dispatched = models.BooleanField()
    was_given_back = models.BooleanField()
    was_extended = models.BooleanField(default=False)  # more time on any of its limits
    was_paused = models.BooleanField(default=False)  # a time that its limits did not count
    is_verified = models.BooleanField()
    reworks = models.PositiveSmallIntegerField(default=0)
    reopenings = models.PositiveSmallIntegerField(default=0)
    is_duplicate = models.BooleanField()
    is_repeat = models.BooleanField(default=False)
    is_rating_left_out = models.BooleanField()
    is_lateness_left_out = models.BooleanField()
    is_return_left_out = models.BooleanField()
    is_dispute = models.BooleanField(default=False)
    settled_seconds = models.BigIntegerField(null=True)  # of a dispute agreed on
    outside_seconds = models.BigIntegerField(null=True)  # of these, before a court or arbitrator
    settled_free = models.BooleanField(null=True)  # cost its parties nothing; none: not said

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fate__in=FATES), name="case_fact_fate"),
            models.CheckConstraint(
                condition=Q(is_late=False, late_on=None) | Q(is_late=True, late_on__isnull=False),
                name="late_facts_have_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["reported_on"], name="case_fact_reported"),
            models.Index(fields=["ended_on"], name="case_fact_ended"),
            models.Index(
                fields=["late_since"],
                condition=Q(is_late=False, late_since__isnull=False),
                name="case_fact_late_next",
            ),
            models.Index(
                fields=["type_id", "lat"], condition=Q(lat__isnull=False), name="case_fact_near"
            ),
            models.Index(fields=["type_id", "area_id"], name="case_fact_there"),
            models.Index(fields=["area_id", "reported_on"], name="case_fact_in_area"),
            models.Index(
                fields=["reported_on"],
                condition=Q(is_dispute=True),
                name="case_fact_disputes",
            ),
        ]


class FactArea(models.Model):
    """An area that a case lies in, once for every net and every month (by its first day) in which
    the case or a part of it counts: what lies in a small area and counts in a few days is found
    without reading what lay there in other years."""

    pk = models.CompositePrimaryKey("area_id", "month", "case_id")
    area_id = models.BigIntegerField()
    month = models.DateField()
    case_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["case_id"], name="fact_area_of_case")]


class DepartmentFact(models.Model):
    """One department's part in a case, or in a part of one."""

    task_id = models.BigIntegerField(primary_key=True)
    case_id = models.BigIntegerField()
    organization_id = models.BigIntegerField()
    type_id = models.BigIntegerField(null=True)
    is_confidential = models.BooleanField()
    is_lead = models.BooleanField()
    state = models.CharField(max_length=12)
    given_on = models.DateField()
    signed_at = models.DateTimeField(null=True)
    sign_due = models.DateTimeField(null=True)
    signed_late = models.BooleanField()
    ended_on = models.DateField(null=True)
    ending_seconds = models.BigIntegerField(null=True)
    late_since = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)
    late_on = models.DateField(null=True)
    late_cleared_on = models.DateField(null=True)
    was_extended = models.BooleanField(default=False)
    was_paused = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(null=True)  # from the caller of a whistle

    class Meta:
        indexes = [
            models.Index(fields=["case_id"], name="department_fact_of_case"),
            models.Index(fields=["organization_id", "given_on"], name="department_fact_of_body"),
            models.Index(
                fields=["late_since"],
                condition=Q(is_late=False, late_since__isnull=False),
                name="department_fact_late_next",
            ),
        ]


class Standing(models.Model):
    """An area and one above it (or itself): the tree as the cells know it.

    `detail`: which cells are kept for the one above, `MONTHS`, `DAYS` or `TYPES`. `spot_size`: the
    size of its hexagons (`spots.py`); none where no cells of them are kept.
    """

    pk = models.CompositePrimaryKey("area_id", "above_id")
    area_id = models.BigIntegerField()
    above_id = models.BigIntegerField()
    detail = models.PositiveSmallIntegerField()
    spot_size = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["above_id"], name="standing_above")]


class TypeSet(models.Model):
    """Types that something looks at alone, as the cells know them: hexagons and days of these are
    kept besides those of every type. The key is made from the types (`type_sets.py`)."""

    key = models.BigIntegerField(primary_key=True)
    types = ArrayField(models.BigIntegerField())
