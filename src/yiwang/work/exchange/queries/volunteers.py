"""Volunteers who enrolled, for those who put cards up where they serve; and what one has served,
for themselves and the two bodies that answer for them. Lists are by name, never by a number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.structure.posts.models import Appointment
from yiwang.structure.posts.powers import CLAIM_CARDS, PUT_UP_CARDS
from yiwang.structure.posts.queries import capacity_with, reaches
from yiwang.structure.posts.queries.active import active_appointments, empowered_appointments
from yiwang.structure.posts.queries.held import appointment_named
from yiwang.work.exchange.models import Claim, Enrolment
from yiwang.work.exchange.states import UNDER_WAY, ClaimState

NO_VOLUNTEER = _("There is no such volunteer. Choose one from the list.")
NAMED = ("appointment__account", "appointment__post__type", "appointment__post__organization")


def volunteers(
    account_id: int, on: date, *, tag: str = "", time: str = "", area_id: int | None = None
) -> QuerySet[Enrolment]:
    """Those who enrolled and serve where this account puts cards up, by name."""
    reached = reaches(account_id, PUT_UP_CARDS, on, area="appointment__post__area")
    found = Enrolment.objects.filter(reached, appointment__in=active_appointments(on))
    if tag:
        found = found.filter(tags__contains=[tag])
    if time:
        found = found.filter(times__contains=[time])
    if area_id is not None:
        found = found.filter(appointment__post__area__descent__area=area_id)
    related = (*NAMED, "appointment__home", "appointment__post__area")
    named = found.select_related(*related).defer("appointment__post__area__geometry")
    return named.order_by("appointment__account__name", "pk")


def enrolments_of(appointment_ids: Collection[int]) -> dict[int, Enrolment]:
    """Appointment -> what was told of it, where something was."""
    found = Enrolment.objects.filter(appointment__in=appointment_ids)
    return {each.appointment_id: each for each in found}


@dataclass(frozen=True, slots=True)
class Service:
    """What one volunteer has served, in a period."""

    appointment: Appointment
    served: list[Claim]
    hours: Decimal
    under_way: int


def service_of(appointment_id: int, account_id: int, since: date, until: date, on: date) -> Service:
    """Read by the volunteer, by whoever puts cards up where they serve, and by who answers for them
    at the body they come from or serve at. NotFound for all others."""
    held = appointment_named(appointment_id)
    if held is None or not _answers_for(held, account_id, on):
        raise NotFound(NO_VOLUNTEER)
    own = Claim.objects.filter(volunteer=held)
    served = own.filter(state=ClaimState.CONFIRMED, ended_at__date__range=(since, until))
    hours = served.aggregate(total=Sum("hours"))["total"] or Decimal(0)
    listed = list(served.select_related("card__kind", "slot").order_by("-ended_at"))
    return Service(held, listed, hours, own.filter(state__in=UNDER_WAY).count())


def bodies_answered_for(account_id: int, on: date) -> set[int | None]:
    """The bodies in which this account answers for volunteers: it puts cards up, or takes them on
    for the body, and is no volunteer there."""
    powers = Q(post__type__powers__contains=[PUT_UP_CARDS])
    powers |= Q(post__type__powers__contains=[CLAIM_CARDS])
    held = empowered_appointments(account_id, on).filter(powers)
    return set(held.values_list("post__organization", flat=True))


def volunteers_of_bodies(account_id: int, on: date) -> QuerySet[Appointment]:
    """Those who come from, or serve at, the bodies this account answers for, by name."""
    bodies = bodies_answered_for(account_id, on) - {None}
    two = Q(home__in=bodies) | Q(post__organization__in=bodies)
    found = active_appointments(on).filter(two, mode="volunteer")
    related = ("account", "home", "post__type", "post__organization", "post__area")
    return (
        found.select_related(*related).defer("post__area__geometry").order_by("account__name", "pk")
    )


def _answers_for(held: Appointment, account_id: int, on: date) -> bool:
    if held.account_id == account_id:
        return True
    two = {held.home_id, held.post.organization_id} - {None}
    if two & bodies_answered_for(account_id, on):
        return True
    return capacity_with(account_id, PUT_UP_CARDS, held.post.area_id, on) is not None
