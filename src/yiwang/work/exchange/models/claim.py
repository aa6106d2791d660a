"""Claims: who takes a card on, which part of it, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.privacy import Personal
from yiwang.work.exchange.states import UNDER_WAY, ClaimState


class Claim(models.Model):
    """Of a body, of a volunteer in an appointment, or of a resident known by a code alone.

    `offer` is the card it is met with: need and offer are matched by the claim. `hours` are those
    of service, as reported and confirmed; they are added up for the one who served and the two
    bodies that answer for them, and nobody is listed by them.
    """

    card = models.ForeignKey("exchange.Card", models.PROTECT, related_name="claims")
    slot = models.ForeignKey("exchange.Slot", models.PROTECT, null=True, related_name="claims")
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    volunteer = models.ForeignKey("posts.Appointment", models.PROTECT, null=True, related_name="+")
    code_digest = models.CharField(max_length=64, blank=True)
    form = models.UUIDField(unique=True)  # sent twice, it is claimed once
    offer = models.ForeignKey(
        "exchange.Card", models.PROTECT, null=True, related_name="claims_made_with_it"
    )
    part = models.CharField(max_length=300, blank=True)  # which part, in words
    amount = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10)
    due_on = models.DateField(null=True)  # the last day to report
    reason = models.CharField(max_length=300, blank=True)  # declined, given back, sent back
    report = models.TextField(max_length=2000, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    asked_at = models.DateTimeField()
    asked_as = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # also for a body that telephoned: another one confirms it
    ended_at = models.DateTimeField(null=True)

    personal_fields = {
        "code_digest": Personal(
            what=_("What the code of a place is known by, taken without saying who one is"),
            purpose=_("to find the place again, and to give it back"),
            basis=_("asked for by whoever takes it"),
            kept=_("as long as the card"),
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ClaimState)), name="claim_state"),
            models.CheckConstraint(
                condition=Q(organization__isnull=False, volunteer=None, code_digest="")
                | Q(organization=None, volunteer__isnull=False, code_digest="")
                | Q(organization=None, volunteer=None) & ~Q(code_digest=""),
                name="claim_of_one_claimant",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_of_something"),
            models.UniqueConstraint(
                fields=["code_digest"], condition=~Q(code_digest=""), name="one_claim_per_code"
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0, hours__lte=1000), name="claim_hours"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(UNDER_WAY), ended_at=None)
                | (~Q(state__in=list(UNDER_WAY)) & Q(ended_at__isnull=False)),
                name="claim_ended_once_over",
            ),
            models.UniqueConstraint(
                fields=["card", "organization"],
                condition=Q(state__in=list(UNDER_WAY), slot=None),
                name="one_open_claim_of_a_body",
            ),
            models.UniqueConstraint(
                fields=["slot", "organization"],
                condition=Q(state__in=list(UNDER_WAY), slot__isnull=False),
                name="one_open_place_of_a_body",
            ),
            models.UniqueConstraint(
                fields=["card", "volunteer"],
                condition=Q(state__in=list(UNDER_WAY), slot=None),
                name="one_open_claim_of_a_volunteer",
            ),
            models.UniqueConstraint(
                fields=["slot", "volunteer"],
                condition=Q(state__in=list(UNDER_WAY), slot__isnull=False),
                name="one_open_place_of_a_volunteer",
            ),
        ]
        indexes = [
            models.Index(fields=["card", "state"], name="claim_of_card"),
            models.Index(fields=["organization", "state"], name="claim_of_body"),
            models.Index(fields=["volunteer", "state"], name="claim_of_volunteer"),
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=[ClaimState.ASKED, ClaimState.HELD]),
                name="claim_to_lapse",
            ),
            models.Index(
                fields=["card"],
                condition=Q(state__in=[ClaimState.ASKED, ClaimState.DONE]),
                name="claim_that_waits",
            ),
        ]
