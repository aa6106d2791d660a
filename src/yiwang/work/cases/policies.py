"""Who may see a case and do what with it: each rule as a condition on a list, and as a gatekeeper.

Seen by those with `cases.view` over an area it is placed in, and by those at whose posts a task of
it is or ever was. A case of a confidential type is seen through a task alone; one outside all areas
by those whose reach holds a whole primary net. Leaving a post ends all of it the same day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.structure.posts import powers
from yiwang.structure.posts.queries import (
    appointments_of,
    areas_in_reach,
    capacity_with,
    has_power,
    in_capacity,
    post_ids_held_by,
)
from yiwang.work.cases.models import Case, CaseType, Placement
from yiwang.work.workflows.queries.worked import runs_at, runs_told

OPEN_TASKS = ("open", "acknowledged")
HIDDEN_TYPES = CaseType.objects.filter(Q(is_confidential=True) | Q(parent__is_confidential=True))
STAFF_CHANNELS = ("phone", "counter", "letter", "worker")


def not_confidential() -> Q:
    """The condition that a case may be seen beyond those who work on it."""
    return Q(type=None) | ~Q(type__in=HIDDEN_TYPES.values("pk"))


def with_task_of(account_id: int, on: date) -> Q:
    """The condition that a task of the case is, or ever was, at a post the account holds."""
    held = post_ids_held_by(account_id, on)
    return Q(run__in=runs_at(held)) | Q(run__in=runs_told(held))


def visible_cases(account_id: int, now: datetime) -> QuerySet[Case]:
    """The cases this account may see now: the one condition of every list, count and page."""
    on = timezone.localdate(now)
    placed = Placement.objects.filter(case=OuterRef("pk"))
    in_reach = Exists(placed.filter(area__in=areas_in_reach(account_id, powers.VIEW_CASES, on)))
    whole = capacity_with(account_id, powers.VIEW_CASES, None, on) is not None
    outside = Q(area=None) if whole else Q(pk__in=[])
    reached = not_confidential() & (Q(in_reach) | outside)
    return Case.objects.filter(reached | with_task_of(account_id, on))


def case_to_view(case_id: int, account_id: int, now: datetime) -> Case:
    """One case with what its page shows of it. NotFound for whoever may not know that it exists."""
    related = ("type__parent", "area", "run")
    found = (
        visible_cases(account_id, now)
        .select_related(*related)
        .defer("area__geometry")
        .filter(pk=case_id)
        .first()
    )
    if found is None:
        raise NotFound(NO_SUCH_CASE)
    return found


@dataclass(frozen=True, slots=True)
class Granted:
    """A case, and the actor in the capacity that allows what comes next."""

    case: Case
    actor: Actor


def case_to_reveal(case_id: int, actor: Actor, now: datetime) -> Granted:
    """A case whose contact may be seen: an open task of it, at a post with `cases.reveal`."""
    case = _seen(case_id, actor, now)
    capacity = _capacity_by_task(case, actor, now, power=powers.REVEAL_CONTACTS)
    if capacity is None:
        raise Forbidden(
            _(
                "Only who has an open task on this case, at a post that may ask back, sees the "
                "contact. Ask the one it is with."
            )
        )
    return Granted(case, capacity)


def case_to_move(case_id: int, actor: Actor, now: datetime) -> Granted:
    """A case whose place may be put right: by an open task of it, or by `cases.move` over it."""
    case = _seen(case_id, actor, now)
    capacity = _capacity_by_task(case, actor, now)
    if capacity is None and actor.account_id is not None:
        on = timezone.localdate(now)
        held = capacity_with(actor.account_id, powers.MOVE_CASES, case.area_id, on)
        capacity = in_capacity(actor, held) if held else None
    if capacity is None:
        raise Forbidden(
            _("The place is put right by those who work on the case, or by the command centre.")
        )
    return Granted(case, capacity)


def who_takes_in(actor: Actor, channel: str, now: datetime) -> Actor:
    """The actor in the capacity in which a report is taken in for somebody.

    Telephone, counter and letters need `cases.take_in`; a worker's own report needs any post.
    """
    if actor.kind is not ActorKind.STAFF or actor.account_id is None:
        if channel in STAFF_CHANNELS and actor.kind is not ActorKind.SYSTEM:
            raise Forbidden(_("Only staff take in cases by telephone, letter or at the counter."))
        return actor
    on = timezone.localdate(now)
    wanted = None if channel == "worker" else powers.TAKE_IN_CASES
    if wanted and not has_power(actor.account_id, wanted, on):
        raise Forbidden(_("None of your posts takes in cases for somebody else."))
    fitting = [
        held
        for held in appointments_of(actor.account_id, on)
        if wanted is None or wanted in held.post.type.powers
    ]
    if not fitting:
        raise Forbidden(_("You hold no post at the moment, so you cannot take in a case."))
    chosen = next((held for held in fitting if held.pk == actor.capacity_id), fitting[0])
    return in_capacity(actor, chosen)


def _seen(case_id: int, actor: Actor, now: datetime) -> Case:
    if actor.account_id is None:
        raise NotFound(NO_SUCH_CASE)
    return case_to_view(case_id, actor.account_id, now)


def _capacity_by_task(
    case: Case, actor: Actor, now: datetime, *, power: str | None = None
) -> Actor | None:
    """The actor in the capacity of an open task of the case, if one of their posts has it."""
    if actor.account_id is None:
        return None
    working = Case.objects.filter(pk=case.pk, run__tasks__state__in=OPEN_TASKS)
    posts = set(working.values_list("run__tasks__post", flat=True))
    for held in appointments_of(actor.account_id, timezone.localdate(now)):
        if held.post_id in posts and (power is None or power in held.post.type.powers):
            return in_capacity(actor, held)
    return None


NO_SUCH_CASE = _("There is no such case, or it is not yours to see.")
