"""Appointments: who holds a post, how, for how long, and from where they came."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yiwang.structure.posts.models.activation import Activation
from yiwang.structure.posts.models.kind import PostClass
from yiwang.structure.posts.models.post import Post
from yiwang.structure.posts.modes import CALLED_OUT, COME_FROM, MODES

if TYPE_CHECKING:
    from yiwang.structure.posts.models.duty import Shift


class Appointment(models.Model):
    """A person holding a post for a time. One primary per post at any time: the database says so
    (exclusion constraint `one_primary_at_a_time`, migration 0002).

    `home` is the organization that somebody seconded or stationed belongs to, or a volunteer comes
    from; the one that uses them is that of the post. `mentor` is whoever shows a newcomer the work.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    mode = models.CharField(max_length=12, default="full_time")
    is_primary = models.BooleanField(default=False)
    employment = models.CharField(max_length=40, blank=True)  # the key of a class
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # exclusive: the first day without the power
    home = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, related_name="sent"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="mentored"
    )

    activation = models.ForeignKey(
        Activation, models.PROTECT, null=True, related_name="appointments"
    )
    confirmed_at = models.DateTimeField(null=True)  # by who was called out

    employment_word: PostClass | None = None  # these two are filled by who shows it
    present_shift: "Shift | None" = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=[*MODES, CALLED_OUT]), name="appointment_mode"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(home=None) | Q(mode__in=COME_FROM),
                name="home_of_who_comes_from_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(activation=None) ^ Q(mode=CALLED_OUT),
                name="called_out_by_an_activation",
            ),
            models.CheckConstraint(
                condition=Q(mentor=None) | ~Q(mentor=F("account")), name="mentor_is_another"
            ),
        ]
        indexes = [models.Index(fields=["account", "post"], name="appointment_of_account")]
