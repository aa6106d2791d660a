"""Who sees a warning and closes it: whoever has the power of its kind over its area. Those about
contacts are for whoever oversees them, and for nobody else; no one closes one about a post of
theirs."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.insight.warnings.models import EarlyWarning
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import APPOINT, OVERSEE_CONTACTS, SUPERVISE, VIEW_FIGURES
from yiwang.structure.posts.queries import capacity_with, post_ids_held_by, powers_of, reaches

POWERS: dict[str, tuple[str, ...]] = {
    "surge": (VIEW_FIGURES,),
    "recurrence": (VIEW_FIGURES,),
    "near_due": (SUPERVISE, VIEW_FIGURES),
    "unfilled": (APPOINT, SUPERVISE),
    "reveals": (OVERSEE_CONTACTS,),
}
NO_SUCH = _("There is no such warning, or it is not yours to see.")
OF_YOUR_OWN = _("It is about a post that you hold. Somebody else who oversees contacts closes it.")


def kinds_told(powers: Collection[str]) -> list[str]:
    """The kinds of warnings that whoever has these powers is told of."""
    return [kind for kind, wanted in POWERS.items() if set(wanted).intersection(powers)]


def kinds_seen(account_id: int, on: date) -> list[str]:
    """The same of an account, anywhere."""
    return kinds_told(powers_of(account_id, on))


def seen_warnings(account_id: int, now: datetime) -> QuerySet[EarlyWarning]:
    """The one condition of every list and count. What belongs to no area is seen by whoever has
    the power over the whole."""
    on, seen = timezone.localdate(now), Q(pk__in=[])
    for kind in kinds_seen(account_id, on):
        for power in POWERS[kind]:
            here = Q(reaches(account_id, power, on))
            if capacity_with(account_id, power, None, on):
                here |= Q(area=None)
            seen |= Q(kind=kind) & here
    return EarlyWarning.objects.filter(seen)


def warning_to_see(warning_id: int, account_id: int, now: datetime) -> EarlyWarning:
    """One of them, with what its page names."""
    named = (
        "area__parent",
        "organization",
        "type",
        "post__type",
        "post__organization",
        "post__area",
    )
    found = seen_warnings(account_id, now).select_related(*named)
    warning = (
        found.defer("area__geometry", "area__parent__geometry", "post__area__geometry")
        .filter(pk=warning_id)
        .first()
    )
    if warning is None:
        raise NotFound(NO_SUCH)
    return warning


def warning_to_close(warning_id: int, actor: Actor, now: datetime) -> tuple[EarlyWarning, Actor]:
    """The warning, locked, and the actor in the capacity that closes it."""
    on, account_id = timezone.localdate(now), actor.account_id or 0
    found = seen_warnings(account_id, now).filter(pk=warning_id).first()
    if found is None:
        raise NotFound(NO_SUCH)
    warning = EarlyWarning.objects.select_for_update().get(pk=found.pk)
    if warning.post_id and warning.post_id in set(post_ids_held_by(account_id, on)):
        raise Forbidden(OF_YOUR_OWN)
    powers = POWERS[warning.kind]
    return warning, acting_with(*powers, over=warning.area_id, actor=actor, on=on, refusal=NO_SUCH)
