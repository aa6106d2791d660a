"""Cards: what is needed, offered, to be served, or to be done together."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal
from yiwang.work.exchange.states import CardState


class Card(models.Model):
    """One card. `amount` counts in the unit of its kind: what is claimed of it may be a part.

    It names nobody: what a resident wishes stays in its case, `run`, and the card says it in words
    that everybody may read. A project may come of a `need` and an `offer` that were matched, or of
    an `entry` of a register that shows a gap; `year` is the list it stands on. `organization` is
    the body that stands for it and decides on claims.
    """

    kind = models.ForeignKey("exchange.CardKind", models.PROTECT, related_name="cards")
    area = models.ForeignKey("territory.Area", models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    venue = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )  # where it takes place
    place = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    series = models.CharField(max_length=60, blank=True)  # a line of activities, by its name
    amount = models.PositiveIntegerField(default=1)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)  # the last day on which it is taken on
    year = models.PositiveSmallIntegerField(null=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # yuan
    run = models.ForeignKey("workflows.Run", models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey("registers.Entry", models.PROTECT, null=True, related_name="+")
    need = models.ForeignKey("self", models.PROTECT, null=True, related_name="projects_of_need")
    offer = models.ForeignKey("self", models.PROTECT, null=True, related_name="projects_of_offer")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)  # declined, taken back
    outcome = models.TextField(max_length=2000, blank=True)  # what came of it
    thanks = models.CharField(max_length=300, blank=True)  # of whoever wished it
    is_demonstration = models.BooleanField(default=False)
    put_up_at = models.DateTimeField()
    put_up_as = models.CharField(max_length=200)
    put_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # the second person
    ended_at = models.DateTimeField(null=True)

    personal_fields = {
        "thanks": Personal(
            what=_("What whoever wished something says in thanks, without a name"),
            purpose=_("to be read by those who made it come true"),
            basis=_("the writer's own words"),
            kept=_("as long as the card"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(CardState)), name="card_state"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="card_of_something"),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")), name="card_days"
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="card_budget"),
            models.CheckConstraint(
                condition=Q(read_by=None) | ~Q(read_by=F("put_up_by")),
                name="card_read_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[CardState.SUBMITTED, CardState.OPEN], ended_at__isnull=True)
                | (~Q(state__in=[CardState.SUBMITTED, CardState.OPEN]) & Q(ended_at__isnull=False)),
                name="card_ended_once_over",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CardState.DECLINED, CardState.WITHDRAWN]) | ~Q(reason=""),
                name="card_not_shown_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(state__in=[CardState.SUBMITTED, CardState.OPEN]),
                name="one_open_card_per_run",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind", "area"], name="card_of_kind"),
            models.Index(fields=["area", "state"], name="card_of_area"),
            models.Index(fields=["series"], condition=~Q(series=""), name="card_of_series"),
            GinIndex(fields=["tags"], name="card_by_tag"),
            models.Index(
                fields=["-put_up_at", "-id"], condition=Q(state="open"), name="card_open_newest"
            ),
            models.Index(
                fields=["-ended_at", "-id"], condition=Q(state="fulfilled"), name="card_true_lately"
            ),
            models.Index(fields=["year"], condition=Q(year__isnull=False), name="card_of_year"),
        ]


class Slot(models.Model):
    """A time at which a card is served, with so many places."""

    card = models.ForeignKey("exchange.Card", models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "starts_at"], name="one_slot_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_times"),
            models.CheckConstraint(condition=Q(places__gt=0), name="slot_of_a_place"),
        ]
