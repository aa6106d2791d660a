"""Bodies and the dated typed links between them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from yiwang.structure.organizations.opening import services_of

LINK_KINDS = [
    *("owns", "manages", "uses", "guides", "member_of", "co_builds", "hosts", "supports"),
]


class Organization(models.Model):
    """Any body. `function` is what it does (urban_management, water …), used by routes.

    It works from `valid_from` until `valid_to`, that day excluded: a temporary one ends by itself.
    `sector` is an entry of the register `sectors`. `by_hand`: people decided about it on pages, and
    a pack that is loaded again leaves it. One that people go to has a point, in WGS-84: it is on
    the public map, with what one gets there.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40)  # command_center, department, service_station …
    function = models.CharField(max_length=40, blank=True)
    area = models.ForeignKey(
        "territory.Area", models.PROTECT, null=True, related_name="organizations"
    )  # the territory it serves; none for a body outside
    place = models.CharField(max_length=120, blank=True)  # where it sits, when outside
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    whereabouts = models.CharField(
        max_length=120, blank=True
    )  # how one finds it: street, house, floor
    hours = models.CharField(max_length=120, blank=True)
    service_line = models.CharField(max_length=40, blank=True)  # the telephone of the office
    services = models.CharField(max_length=300, blank=True)  # what one gets there, parted by 、
    sector = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, default="active")
    founded_on = models.DateField(null=True)  # where it is known
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    followed_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="follows"
    )  # what goes on with its work, once it is dissolved
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["in_preparation", "active", "temporary", "dissolved"]),
                name="organization_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["in_preparation", "active"]) | Q(valid_to__isnull=False),
                name="temporary_and_dissolved_have_an_end",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="organization_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(lng=None, lat=None)
                | Q(
                    lng__isnull=False,
                    lat__isnull=False,
                    lng__range=(-180, 180),
                    lat__range=(-90, 90),
                ),
                name="organization_point",
            ),
            models.CheckConstraint(
                condition=Q(followed_by=None) | ~Q(followed_by=F("pk")),
                name="organization_does_not_follow_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["function", "area"], name="organization_by_function"),
            models.Index(
                fields=["kind"], condition=Q(lng__isnull=False), name="organization_with_point"
            ),
        ]

    @property
    def offers(self) -> list[str]:
        """What one gets there, one by one."""
        return services_of(self.services)

    def has_ended(self, on: date) -> bool:
        """Whether it works no more on this day, for whatever reason."""
        return self.valid_to is not None and self.valid_to <= on


class OrganizationLink(models.Model):
    """A dated typed relation: one body owns, manages, uses, guides, hosts or supports another …

    `agreed` makes an agreement of it: what each of the two does, under a `theme`, on `grounds`.
    """

    source = models.ForeignKey(Organization, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Organization, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    theme = models.CharField(max_length=60, blank=True)
    agreed = models.CharField(max_length=500, blank=True)
    grounds = models.CharField(max_length=300, blank=True)

    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(agreed="") | Q(theme="", grounds=""), name="agreement_says_what"
            ),
            models.CheckConstraint(condition=Q(kind__in=LINK_KINDS), name="organization_link_kind"),
            models.UniqueConstraint(
                fields=["source", "target", "kind"],
                condition=Q(valid_to=None),
                name="one_valid_organization_link",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="organization_link_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="no_organization_link_to_itself"
            ),
        ]


class Remit(models.Model):
    """What a body is there for, in words, from a day until a day (excluded), on a basis.

    `key` marks what the program knows of: `convenes` is the body that calls the others together.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="remits")
    key = models.CharField(max_length=40, blank=True)
    says = models.CharField(max_length=200)
    says_en = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="remit_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organization", "says", "valid_from"], name="one_remit_from_a_day"
            ),
        ]
