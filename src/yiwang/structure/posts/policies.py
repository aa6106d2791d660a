"""Who may appoint: whoever has the power over the area of the post, and nobody for themselves."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries import capacity_with, in_capacity
from yiwang.structure.posts.queries.held import SHAPE

NO_POST = _("There is no such post. Choose one from the list.")
NO_APPOINTMENT = _("There is no such appointment. Choose one from the list.")
NOT_YOURS = _("You do not appoint people to this post. Ask who appoints for its area.")
NOT_YOURSELF = _("Nobody decides about their own appointment. Ask a colleague who appoints.")


def post_to_fill(post_id: int, account_id: int, actor: Actor, on: date) -> tuple[Post, Actor]:
    """The post, locked, for an appointment of this account; and the actor in their capacity."""
    posts = Post.objects.select_for_update(of=("self",)).defer("area__geometry")
    post = posts.select_related("type", "organization", "area").filter(pk=post_id).first()
    if post is None:
        raise NotFound(NO_POST)
    return post, _appointing(actor, post, account_id, on)


def appointment_to_end(appointment_id: int, actor: Actor, on: date) -> tuple[Appointment, Actor]:
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
    area_id = post.area_id or (post.organization.area_id if post.organization else None)
    capacity = actor.account_id and capacity_with(actor.account_id, APPOINT, area_id, on)
    if not capacity:
        raise Forbidden(NOT_YOURS)
    return in_capacity(actor, capacity)
