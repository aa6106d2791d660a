"""Funds and their ledger. What is entered is never altered: a mistake is entered back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

GIFT, GRANT, BACK, UNDO = ENTRY_KINDS = [
    "gift",  # money in, from a donor
    "grant",  # money out, to a project
    "back",  # money of a grant that was not needed
    "undo",  # an entry that was a mistake, entered back
]


class Fund(models.Model):
    """Money of a community, kept by a body. `balance` is what its ledger adds up to, in yuan: the
    database keeps it (migration 0002), and never lets it fall below nought."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=500)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    area = models.ForeignKey("territory.Area", models.PROTECT, related_name="+")
    opened_on = models.DateField()
    balance = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(balance__gte=0), name="fund_is_never_overdrawn")
        ]


class FundEntry(models.Model):
    """A line of the ledger; `amount` is always above nought, its kind says which way it goes.

    A donor is a body of the installation, a body outside by its name, or nobody named: a person
    who gives is not named here. A grant is asked for by one and approved by another.
    """

    fund = models.ForeignKey("exchange.Fund", models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    on = models.DateField()
    words = models.CharField(max_length=300)
    donor = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="+"
    )
    donor_outside = models.CharField(max_length=120, blank=True)
    card = models.ForeignKey("exchange.Card", models.PROTECT, null=True, related_name="money")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    form = models.UUIDField(unique=True)
    is_approved = models.BooleanField(default=True)  # a grant is not, until a second person has
    declined_because = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_as = models.CharField(max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approved_as = models.CharField(max_length=200, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ENTRY_KINDS), name="fund_entry_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fund_entry_of_money"),
            models.CheckConstraint(
                condition=Q(kind__in=[GRANT, BACK], card__isnull=False)
                | Q(kind__in=[GIFT, UNDO], card=None),
                name="fund_grant_to_a_project",
            ),
            models.CheckConstraint(
                condition=Q(kind=UNDO, undoes__isnull=False) | (~Q(kind=UNDO) & Q(undoes=None)),
                name="fund_entry_undoes_another",
            ),
            models.CheckConstraint(
                condition=Q(donor=None) | Q(donor_outside=""), name="fund_entry_one_donor"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("entered_by")),
                name="fund_grant_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(is_approved=True) | Q(kind=GRANT), name="fund_only_grants_wait"
            ),
        ]
        indexes = [models.Index(fields=["fund", "-on"], name="fund_ledger")]

    @property
    def comes_in(self) -> bool:
        """Whether it adds to what the fund holds."""
        if self.undoes is not None:
            return not self.undoes.comes_in
        return self.kind != GRANT
