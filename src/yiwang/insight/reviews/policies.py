"""Who organizes, who is asked, who sees what came of it.

Rounds and cards are organized by whoever has the power over the area. A result about a body or an
area is seen by it, and by who organizes or sees the figures over its area. A result about an
appointment is seen by its holder and the post that confirms its duties, and by nobody else
(privacy.md 9); all of it ends with the post.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.insight.reviews.definition import ReviewScheme
from yiwang.insight.reviews.models import Asked, Reviewed, Round
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import Subject, belongs, subject_of
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.powers import PUBLISH_RULES, REVIEW, VIEW_FIGURES
from yiwang.structure.posts.queries import (
    active_appointments,
    capacity_anywhere,
    capacity_with,
    in_capacity,
    nearest_post,
)
from yiwang.structure.posts.queries.named import holders_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yiwang.structure.posts.models import Appointment

NOT_YOURS = _("You do not organize reviews here. Ask who does for this area.")
NOT_PUBLISHED_BY_YOU = _(
    "You do not publish schemes. Ask who publishes the rules of the territory."
)
NO_RESULT = _("There is no such result, or it is not for you to see.")
NOT_ASKED = _("You are not asked for this review, or no longer. Go back to your list.")
NOT_CONFIRMED_BY_YOU = _("You do not confirm these duties. Ask the post above it.")
NOT_OF_YOU = _("This is for those whom the review is about to fill in.")


def publishing(actor: Actor, on: date) -> Actor:
    """The actor in the capacity that publishes schemes, as rules are."""
    return acting_with(PUBLISH_RULES, over=None, actor=actor, on=on, refusal=NOT_PUBLISHED_BY_YOU)


def organizing(area_id: int | None, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that organizes over this area; none: over the whole territory."""
    return acting_with(REVIEW, over=area_id, actor=actor, on=on, refusal=NOT_YOURS)


def organizing_anywhere(actor: Actor, on: date) -> Actor:
    """The actor in a capacity that organizes somewhere; refuses the others."""
    if actor.kind is ActorKind.SYSTEM:
        return actor
    held = actor.account_id and capacity_anywhere(actor.account_id, REVIEW, on)
    if not held:
        raise Forbidden(NOT_YOURS)
    return in_capacity(actor, held)


def organizes(account_id: int, area_id: int | None, on: date) -> bool:
    """The same as a question."""
    return capacity_with(account_id, REVIEW, area_id, on) is not None


def asking_to_answer(asked_id: int, actor: Actor, on: date) -> tuple[Asked, Actor]:
    """What the actor is asked, locked, and the actor in their capacity. NotFound for the others,
    and once the post is left."""
    rows = Asked.objects.select_for_update(of=("self",))
    asked = rows.select_related("reviewed__round__version").filter(pk=asked_id).first()
    if asked is None:
        raise NotFound(NOT_ASKED)
    capacity = _capacity_for(asked, actor.account_id or 0, on)
    if capacity is None:
        raise NotFound(NOT_ASKED)
    return asked, in_capacity(actor, capacity)


def _capacity_for(asked: Asked, account_id: int, on: date) -> "Appointment | None":
    mine = active_appointments(on).filter(account=account_id)
    if asked.appointment_id:
        return _first_named(mine.filter(pk=asked.appointment_id))
    return _first_named(mine.filter(post__organization=asked.organization_id))


def _first_named(held: "QuerySet[Appointment]") -> "Appointment | None":
    """The first of them, ready to be named."""
    named = held.select_related("post__type", "post__organization", "post__area")
    return named.defer("post__area__geometry").order_by("-is_primary", "id").first()


def result_to_see(reviewed_id: int, account_id: int, on: date) -> tuple[Reviewed, Subject]:
    """The result, if the account may see it. NotFound for all others: they learn of nothing."""
    rows = Reviewed.objects.select_related("round__version", "round__scheme")
    reviewed = rows.filter(pk=reviewed_id).first()
    if reviewed is None:
        raise NotFound(NO_RESULT)
    subject = subject_of(reviewed)
    if not may_see(reviewed, subject, account_id, on):
        raise NotFound(NO_RESULT)
    return reviewed, subject


def may_see(reviewed: Reviewed, subject: Subject, account_id: int, on: date) -> bool:
    """The rule of results, see above."""
    if belongs(subject, account_id, on):
        return True
    if confirms(reviewed.round, subject, account_id, on):
        return True
    if subject.of == "appointment":
        return False
    return any(
        capacity_with(account_id, power, subject.area_id, on) for power in (REVIEW, VIEW_FIGURES)
    )


def confirmers_of(scheme: ReviewScheme, subject: Subject, on: date) -> Collection[int]:
    """The accounts at the nearest post that confirms the duties of a subject; never its holder."""
    if scheme.duty is None or subject.area_id is None:
        return set()
    post = nearest_post(scheme.duty.confirmed_by, subject.area_id, on)
    if post is None:
        return set()
    return {held.account_id for held in holders_of(post, on)} - {subject.holder_id}


def confirms(of: Round, subject: Subject, account_id: int, on: date) -> bool:
    """Whether the account confirms the duties of the subject, and is not of it."""
    return account_id in confirmers_of(review_of(of), subject, on) and not belongs(
        subject, account_id, on
    )


def has_part_in(reviewed: Reviewed, subject: Subject, account_id: int, on: date) -> bool:
    """Whether the account made a part of the result: it belongs to the subject, or confirmed a
    duty of it; of an appointment, everybody who could have."""
    if belongs(subject, account_id, on):
        return True
    if subject.of == "appointment":
        return confirms(reviewed.round, subject, account_id, on)
    return reviewed.duties.filter(confirmed_by=account_id).exists()


def speaking_for(subject: Subject, actor: Actor, on: date) -> Actor:
    """The actor in the capacity in which they belong to the subject; Forbidden for the others."""
    mine = active_appointments(on).filter(account=actor.account_id or 0)
    if subject.of == "organization":
        mine = mine.filter(post__organization=subject.id)
    elif subject.of == "area":
        mine = mine.filter(post__area=subject.id)
    else:
        mine = mine.filter(pk=subject.id)
    held = _first_named(mine)
    if held is None:
        raise Forbidden(NOT_OF_YOU)
    return in_capacity(actor, held)


def confirming(of: Round, subject: Subject, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that confirms the duties of the subject; Forbidden else."""
    account_id = actor.account_id or 0
    if not confirms(of, subject, account_id, on):
        raise Forbidden(NOT_CONFIRMED_BY_YOU)
    duty = review_of(of).duty
    assert duty  # confirms found it
    post = nearest_post(duty.confirmed_by, subject.area_id or 0, on)
    held = active_appointments(on).filter(account=account_id, post=post)
    capacity = _first_named(held)
    assert capacity  # they hold that post
    return in_capacity(actor, capacity)
