"""Who may appoint: whoever has the power over the area of the post, and nobody for themselves.

Who may redraw a net: whoever has that power over the area it is redrawn below; over the whole
territory where no such area is named, and in nets that posts do not stand in.
"""

from collections.abc import Callable, Collection
from datetime import date

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.structure.posts.acting import acting_with
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.powers import APPOINT, CALL_OUT, PLAN_DUTY, REDRAW_NETS
from yiwang.structure.posts.queries import capacity_with, in_capacity
from yiwang.structure.posts.queries.held import SHAPE
from yiwang.structure.posts.queries.reach import areas_beyond

NO_POST = _("There is no such post. Choose one from the list.")
NO_PERSON = _("There is no such person. Choose somebody with an account.")
NO_APPOINTMENT = _("There is no such appointment. Choose one from the list.")
NOT_YOURS = _("You do not appoint people to this post. Ask who appoints for its area.")
NOT_DRAWN_BY_YOU = _(
    "You do not redraw the nets here. Ask who redraws them for this area, or name one of yours."
)
NOT_PLANNED_BY_YOU = _("You do not plan who is on duty here. Ask who does for its area.")
NOT_CALLED_BY_YOU = _("You do not call anybody out here. Ask who does for this area.")
NOT_YOURSELF = _("Nobody decides about their own appointment. Ask a colleague who appoints.")


def post_to_fill(post_id: int, account_id: int, actor: Actor, on: date) -> tuple[Post, Actor]:
    """The post, locked, for an appointment of this account; and the actor in their capacity.

    The account is locked too: of two appointments at once that are at odds, the second sees the
    first."""
    posts = Post.objects.select_for_update(of=("self",)).defer("area__geometry")
    post = posts.select_related("type", "organization", "area").filter(pk=post_id).first()
    if post is None:
        raise NotFound(NO_POST)
    if not get_user_model().objects.select_for_update().filter(pk=account_id).exists():
        raise NotFound(NO_PERSON)
    return post, _appointing(actor, post, account_id, on)


def appointment_to_change(appointment_id: int, actor: Actor, on: date) -> tuple[Appointment, Actor]:
    """The appointment, locked, and the actor in their capacity."""
    appointments = Appointment.objects.select_for_update(of=("self",)).defer(SHAPE)
    appointment = (
        appointments.select_related("post__type", "post__organization", "post__area")
        .filter(pk=appointment_id)
        .first()
    )
    if appointment is None:
        raise NotFound(NO_APPOINTMENT)
    return appointment, _appointing(actor, appointment.post, appointment.account_id, on)


def _appointing(actor: Actor, post: Post, account_id: int, on: date) -> Actor:
    if actor.kind is ActorKind.SYSTEM:
        return actor
    if actor.account_id == account_id:
        raise Forbidden(NOT_YOURSELF)
    return acting_with(APPOINT, over=area_of_post(post), actor=actor, on=on, refusal=NOT_YOURS)


def redrawing(area_id: int | None, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that redraws what lies below this area; none: a whole net."""
    return acting_with(REDRAW_NETS, over=area_id, actor=actor, on=on, refusal=NOT_DRAWN_BY_YOU)


def not_redrawn_by(
    actor: Actor, on: date, *, is_local: bool
) -> Callable[[Collection[int | None]], set[int | None]]:
    """Tells which of some areas the actor redraws nothing below, None standing for a whole net; of
    a net that posts do not stand in (not `is_local`) all or none."""

    def beyond(area_ids: Collection[int | None]) -> set[int | None]:
        account, asked = actor.account_id or 0, set(area_ids)
        if capacity_with(account, REDRAW_NETS, None, on) is not None:
            return set()
        inside = {each for each in asked if each is not None} if is_local else set()
        return asked - (inside - areas_beyond(account, REDRAW_NETS, inside, on))

    return beyond


def may_appoint_to(post: Post, account_id: int, on: date) -> bool:
    """Whether the account appoints to this post: for showing the button."""
    return capacity_with(account_id, APPOINT, area_of_post(post), on) is not None


def post_to_plan(post_id: int, actor: Actor, on: date) -> tuple[Post, Actor]:
    """The post, locked, whose shifts this actor plans; and the actor in their capacity."""
    posts = Post.objects.select_for_update(of=("self",)).defer("area__geometry")
    post = posts.select_related("type", "organization", "area").filter(pk=post_id).first()
    if post is None:
        raise NotFound(NO_POST)
    over, refusal = area_of_post(post), NOT_PLANNED_BY_YOU
    return post, acting_with(PLAN_DUTY, over=over, actor=actor, on=on, refusal=refusal)


def keeping_file_of(account_id: int, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that appoints this person to one of their posts."""
    if actor.kind is ActorKind.SYSTEM:
        return actor
    if actor.account_id == account_id:
        raise Forbidden(NOT_YOURSELF)
    posts = Post.objects.filter(appointments__account=account_id).select_related("organization")
    for post in posts.distinct():
        capacity = actor.account_id and capacity_with(
            actor.account_id, APPOINT, area_of_post(post), on
        )
        if capacity:
            return in_capacity(actor, capacity)
    raise Forbidden(NOT_YOURS)


def calling_out(area_id: int, actor: Actor, on: date) -> Actor:
    """The actor in the capacity that calls out those on standby over this area."""
    return acting_with(CALL_OUT, over=area_id, actor=actor, on=on, refusal=NOT_CALLED_BY_YOU)


def may_plan(post: Post, account_id: int, on: date) -> bool:
    """Whether the account plans who is on duty at this post."""
    return capacity_with(account_id, PLAN_DUTY, area_of_post(post), on) is not None


def area_of_post(post: Post) -> int | None:
    """The area over which somebody must have a power to use it on this post."""
    return post.area_id or (post.organization.area_id if post.organization else None)
