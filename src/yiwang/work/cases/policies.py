"""Who may see a case and do what with it: each rule as a condition on a list, and as a gatekeeper.

Seen by those with `cases.view` over an area it is placed in, and by those at whose posts a task of
it is or ever was. A case of a confidential type is seen through a task alone; one outside all areas
by those whose reach holds a whole primary net. Leaving a post ends all of it the same day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
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
from yiwang.work.workflows.queries.worked import posts_asking, posts_at_work, runs_at, runs_told

HIDDEN_TYPES = CaseType.objects.filter(Q(is_confidential=True) | Q(parent__is_confidential=True))
STAFF_CHANNELS = ("phone", "counter", "letter", "worker", "met", "hotline")
FEW = 5_000  # cases within reach: gathered in a few milliseconds
ON_PATROL = ("worker", "met")  # on the spot, on one's own or for a resident who agrees


def not_confidential() -> Q:
    """The condition that a case may be seen beyond those who work on it."""
    return Q(type=None) | ~Q(type__in=HIDDEN_TYPES.values("pk"))


def with_task_of(account_id: int, on: date) -> Q:
    """The condition that a task of the case is, or ever was, at a post the account holds."""
    held = post_ids_held_by(account_id, on)
    return Q(_any(runs_at(held).filter(run=OuterRef("run")))) | Q(
        _any(runs_told(held).filter(run=OuterRef("run")))
    )


def _any(found: QuerySet[Any, Any]) -> IsNull:
    """Whether there is one, asked by an index case by case: of an `Exists` the database may find
    it cheaper to gather all there are, when it overrates how many cases it will be asked of."""
    return IsNull(Subquery(found.order_by().values("pk")[:1]), False)


def visible_cases(account_id: int, now: datetime) -> QuerySet[Case]:
    """The cases this account may see now: the one condition of every list and count.

    Whoever reaches a part of the territory is led to its cases from their areas and posts, by
    indexes, however many others there are. Over the whole every case is looked at: newest first,
    a page of a list is soon full.
    """
    on = timezone.localdate(now)
    if _reaches_all(account_id, on):
        return Case.objects.filter(_may_be_seen(account_id, on, everywhere=True))
    reach = areas_in_reach(account_id, powers.VIEW_CASES, on)
    placed = Placement.objects.filter(area__in=reach)
    held = post_ids_held_by(account_id, on)
    reached = Case.objects.filter(not_confidential(), pk__in=placed.values("case"))
    at_work = Case.objects.filter(run__in=runs_at(held))
    told = Case.objects.filter(run__in=runs_told(held))
    first, *others = (each.order_by().values("pk") for each in (reached, at_work, told))
    return Case.objects.filter(pk__in=first.union(*others, all=True))


def reaches_many(account_id: int, now: datetime) -> bool:
    """Whether so many cases are within reach that a list of them is better not gathered first."""
    reach = areas_in_reach(account_id, powers.VIEW_CASES, timezone.localdate(now))
    return Placement.objects.filter(area__in=reach)[: FEW + 1].count() > FEW


def seen_where_few(account_id: int, now: datetime) -> QuerySet[Case]:
    """The same cases, the rule asked of each: for whoever adds a condition that finds few of them
    (a number, a rare word, a place), and would not have all that may be seen gathered first."""
    on = timezone.localdate(now)
    everywhere = _reaches_all(account_id, on)
    return Case.objects.filter(_may_be_seen(account_id, on, everywhere=everywhere))


def seen_among(case_ids: Collection[int], account_id: int, now: datetime) -> QuerySet[Case]:
    """Those of these cases that the account may see now."""
    return seen_where_few(account_id, now).filter(pk__in=case_ids)


def _reaches_all(account_id: int, on: date) -> bool:
    return capacity_with(account_id, powers.VIEW_CASES, None, on) is not None


def _may_be_seen(account_id: int, on: date, *, everywhere: bool) -> Q:
    reach = areas_in_reach(account_id, powers.VIEW_CASES, on)
    placed = _any(Placement.objects.filter(case=OuterRef("pk"), area__in=reach))
    outside = Q(area=None) if everywhere else Q(pk__in=[])
    return (not_confidential() & (Q(placed) | outside)) | with_task_of(account_id, on)


def cases_in_reach(account_id: int, power: str, now: datetime) -> QuerySet[Case]:
    """All cases placed where the account has this power, confidential ones included: to be counted
    together, never to be listed."""
    reach = areas_in_reach(account_id, power, timezone.localdate(now))
    return Case.objects.filter(
        Exists(Placement.objects.filter(case=OuterRef("pk"), area__in=reach))
    )


def case_to_view(case_id: int, account_id: int, now: datetime) -> Case:
    """One case with what its page shows of it. NotFound for whoever may not know that it exists."""
    related = ("type__parent", "area", "run", "parent")
    found = (
        seen_among([case_id], account_id, now)
        .select_related(*related)
        .defer("area__geometry", "parent__words", "parent__text")
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
    asking = posts_asking(case.run_id or 0)
    capacity = _capacity_by_task(case, actor, now, asking, power=powers.REVEAL_CONTACTS)
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
    capacity = _capacity_by_task(case, actor, now, posts_at_work(case.run_id or 0))
    if capacity is None and actor.account_id is not None:
        on = timezone.localdate(now)
        held = capacity_with(actor.account_id, powers.MOVE_CASES, case.area_id, on)
        capacity = in_capacity(actor, held) if held else None
    if capacity is None:
        raise Forbidden(
            _("The place is put right by those who work on the case, or by the command centre.")
        )
    return Granted(case, capacity)


@dataclass(frozen=True, slots=True)
class NudgeGranted:
    """The actor in the capacity that lets them nudge, and its post."""

    actor: Actor
    post_id: int


def case_to_nudge(case_id: int, actor: Actor, now: datetime) -> NudgeGranted:
    """A case whose workers may be nudged: by those with `cases.view` over its area."""
    case = _seen(case_id, actor, now)
    on, account_id = timezone.localdate(now), actor.account_id
    held = account_id and capacity_with(account_id, powers.VIEW_CASES, case.area_id, on)
    if not held:
        raise Forbidden(_("Only who answers for the area, or stands above, nudges those at work."))
    return NudgeGranted(in_capacity(actor, held), held.post_id)


def case_to_comment(case_id: int, actor: Actor, now: datetime) -> Actor:
    """The actor in the capacity that lets them comment: `cases.view` over the area of the case."""
    case = _seen(case_id, actor, now)
    on, account_id = timezone.localdate(now), actor.account_id
    held = account_id and capacity_with(account_id, powers.VIEW_CASES, case.area_id, on)
    if not held:
        raise Forbidden(_("Only who sees the cases of the area, or stands above, comments here."))
    return in_capacity(actor, held)


def case_to_merge(case_id: int, actor: Actor, now: datetime) -> Granted:
    """A case that may be put together with another one, or taken apart: by `cases.move` over it."""
    case, held = _seen(case_id, actor, now), None
    if actor.account_id is not None:
        on = timezone.localdate(now)
        held = capacity_with(actor.account_id, powers.MOVE_CASES, case.area_id, on)
    if held is None:
        raise Forbidden(
            _("Cases are put together by those who dispatch them, over the areas of both.")
        )
    return Granted(case, in_capacity(actor, held))


def who_takes_in(actor: Actor, channel: str, now: datetime) -> Actor:
    """The actor in the capacity in which a report is taken in for somebody.

    Telephone, counter and letters need `cases.take_in`; what comes up on patrol needs any post.
    """
    if actor.kind is not ActorKind.STAFF or actor.account_id is None:
        if channel in STAFF_CHANNELS and actor.kind is not ActorKind.SYSTEM:
            raise Forbidden(_("Only staff take in cases by telephone, letter or at the counter."))
        return actor
    on = timezone.localdate(now)
    wanted = None if channel in ON_PATROL else powers.TAKE_IN_CASES
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
    case: Case,
    actor: Actor,
    now: datetime,
    at: QuerySet[Any, int],
    *,
    power: str | None = None,
) -> Actor | None:
    """The actor in the capacity of an open task of the case, if one of their posts has it.

    A task beside the steps (a score, an approval, an order) asks nothing of the reporter, so it
    shows no contact and moves no place (privacy.md, 11); a call-back asks the reporter.
    """
    if actor.account_id is None:
        return None
    posts = set(at)
    for held in appointments_of(actor.account_id, timezone.localdate(now)):
        if held.post_id in posts and (power is None or power in held.post.type.powers):
            return in_capacity(actor, held)
    return None


NO_SUCH_CASE = _("There is no such case, or it is not yours to see.")
