"""A case and the areas it is placed in."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal

CHANNELS = ["web", "phone", "counter", "worker", "met", "rest", "letter", "hotline"]


class Case(models.Model):
    """Something raised that needs an answer. Where it stands is its run's business."""

    number = models.CharField(max_length=20, unique=True)  # short enough to say on the phone
    tracking_digest = models.CharField(max_length=64, unique=True)  # of the code; see tracking.py
    type = models.ForeignKey("cases.CaseType", models.PROTECT, null=True, related_name="cases")
    nature = models.CharField(max_length=40, blank=True)  # as triage decided
    text = models.TextField(max_length=5000)
    channel = models.CharField(max_length=10)
    outside_number = models.CharField(max_length=40, blank=True)  # of the hotline that passed it on
    place_text = models.CharField(max_length=200, blank=True)
    lng = models.FloatField(null=True)  # WGS-84
    lat = models.FloatField(null=True)
    given_lng = models.FloatField(null=True)  # as given, in given_datum
    given_lat = models.FloatField(null=True)
    given_datum = models.CharField(max_length=10, blank=True)
    area = models.ForeignKey(
        "territory.Area", models.PROTECT, null=True, related_name="+"
    )  # in the primary net; none: the duty queue outside all areas
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts"
    )  # the case it was split from; a part has no parts of its own
    run = models.OneToOneField("workflows.Run", models.PROTECT, null=True, related_name="+")
    taken_in_by = models.ForeignKey(
        "posts.Appointment", models.PROTECT, null=True, related_name="+"
    )  # who entered it on behalf of somebody
    is_open = models.BooleanField(default=True)
    is_rehearsal = models.BooleanField(default=False)
    reopened_times = models.PositiveSmallIntegerField(default=0)
    reported_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    words = SearchVectorField(null=True)  # bigrams of text, place and number; see search.py

    personal_fields = {
        "text": Personal(
            what=_("What a report says"),
            purpose=_("to know what has to be solved"),
            basis=_("the reporter's own report"),
            kept=_("with the case"),
        ),
        "place_text": Personal(
            what=_("How a reporter describes the place"),
            purpose=_("to find where it has to be solved"),
            basis=_("the reporter's own report"),
            kept=_("with the case"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="case_channel"),
            models.UniqueConstraint(
                fields=["channel", "outside_number"],
                condition=~Q(outside_number=""),
                name="passed_on_once",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None)
                | Q(is_open=False, closed_at__isnull=False),
                name="closed_cases_have_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["is_open", "-id"], name="case_latest"),
            models.Index(fields=["reported_at"], name="case_reported"),
            models.Index(fields=["closed_at"], condition=Q(is_open=False), name="case_closed"),
            models.Index(fields=["lat", "lng"], condition=Q(lat__isnull=False), name="case_near"),
            models.Index(fields=["area", "type"], condition=Q(lat=None), name="case_pointless"),
            GinIndex(fields=["words"], name="case_words"),
        ]


class Placement(models.Model):
    """The area of one net that a case lies in: how it was found, and how near the edge."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="placements")
    net = models.ForeignKey("territory.Net", models.PROTECT, related_name="+")
    area = models.ForeignKey("territory.Area", models.PROTECT, related_name="+")
    method = models.CharField(max_length=10)  # point, chosen, moved
    edge_m = models.FloatField(null=True)  # metres from the edge
    candidates = models.JSONField(default=list)  # ids of areas also near
    revision = models.PositiveIntegerField(null=True)  # of the net, as it was then

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "net"], name="one_placement_per_net"),
        ]
        indexes = [models.Index(fields=["area", "case"], name="placement_of_area")]
