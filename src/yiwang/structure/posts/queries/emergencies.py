"""Emergencies in reach, with how many of those called out have confirmed, and in time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q
from django.utils import timezone

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.posts.models import Activation, Appointment
from yiwang.structure.posts.powers import CALL_OUT
from yiwang.structure.posts.queries.reach import areas_in_reach
from yiwang.structure.territory.queries import path_of


@dataclass(frozen=True, slots=True)
class Filled:
    """An emergency and its live count."""

    activation: Activation
    called: int
    confirmed: int
    in_time: int

    @property
    def percent(self) -> int:
        return round(100 * self.confirmed / self.called) if self.called else 0


def emergencies_in_reach(account_id: int, on: date) -> list[Filled]:
    """Those of areas in which the account calls out, or in which it was called, latest first."""
    areas = areas_in_reach(account_id, CALL_OUT, on)
    mine = Appointment.objects.filter(account=account_id, activation__isnull=False)
    seen = Q(area__in=areas) | Q(pk__in=mine.values("activation"))
    confirmed = Q(appointments__confirmed_at__isnull=False)
    in_time = Q(appointments__confirmed_at__lte=F("confirm_by"))
    found = (
        Activation.objects.filter(seen)
        .select_related("area")
        .defer("area__geometry")
        .annotate(
            called=Count("appointments"),
            confirmed=Count("appointments", filter=confirmed),
            in_time=Count("appointments", filter=in_time),
        )
        .order_by("-starts_at")
    )
    return [Filled(each, each.called, each.confirmed, each.in_time) for each in found[:50]]


def on_standby_in_reach(account_id: int, on: date) -> int:
    """How many people are on standby where the account calls out."""
    areas = areas_in_reach(account_id, CALL_OUT, on)
    ready = Appointment.objects.filter(mode="standby", post__area__in=areas, starts_on__lte=on)
    held = ready.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    return held.values("account").distinct().count()


@kept
def _latest() -> list[Activation]:
    """Those not called off, the latest first: a handful at most."""
    return list(Activation.objects.filter(called_off_at=None).order_by("-starts_at")[:200])


def emergency_over(area_id: int | None, now: datetime) -> Activation | None:
    """The latest emergency in force in the area or above it; None in normal times."""
    on = timezone.localdate(now)
    there = [each for each in _latest() if each.starts_at <= now and on < each.ends_on]
    if area_id is None or not there:
        return None
    above = {each.pk for each in path_of(area_id)}
    return next((each for each in there if each.area_id in above), None)


def calls_to_confirm(account_id: int, on: date) -> list[Activation]:
    """The emergencies for which this account is called out and has not confirmed."""
    mine = Appointment.objects.filter(
        account=account_id, confirmed_at=None, activation__isnull=False, ends_on__gt=on
    )
    called = Activation.objects.filter(pk__in=mine.values("activation")).select_related("area")
    return list(called.defer("area__geometry").order_by("-starts_at"))
