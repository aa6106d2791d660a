"""Which posts a person holds, and in which capacity they act."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Protocol

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from yiwang.foundation.compiled import compiled
from yiwang.foundation.configuration.kept import kept
from yiwang.foundation.records.actor import Actor
from yiwang.structure.posts.models import Appointment, Post
from yiwang.structure.posts.queries.active import active_appointments, empowered_appointments

NAMED = ("post__type", "post__organization", "post__area")
SHAPE = "post__area__geometry"  # kilobytes of polygon that no name needs


def post_ids_held_by(account_id: int, on: date) -> QuerySet[Appointment, int]:
    """The posts whose tasks are this account's: a subquery of ids for `post_id__in`."""
    return active_appointments(on).filter(account=account_id).values_list("post", flat=True)


def posts_held_by_any(account_ids: Collection[int], on: date) -> QuerySet[Appointment, int]:
    """The posts that any of these accounts holds: a subquery of ids."""
    held = active_appointments(on).filter(account__in=account_ids)
    return held.values_list("post_id", flat=True)


def appointments_of(account_id: int, on: date) -> list[Appointment]:
    """Everything this account holds on this day, primary first, ready to be named."""
    held = active_appointments(on).filter(account=account_id).select_related(*NAMED).defer(SHAPE)
    return list(held.order_by("-is_primary", "id"))


@kept
def capacity_at(account_id: int, post_id: int, on: date) -> Appointment | None:
    """The appointment by which this account acts at this post on this day, if there is one."""
    return next(iter(_held_at(account_id, post_id, on)), None)


@kept
def organizations_of(account_id: int, on: date) -> frozenset[int]:
    """The bodies in which this account holds a post on this day."""
    held = active_appointments(on).filter(account=account_id, post__organization__isnull=False)
    return frozenset(held.values_list("post__organization", flat=True))


@compiled
def _held_at(account_id: int, post_id: int, on: date) -> QuerySet[Appointment]:
    held = active_appointments(on).filter(account=account_id, post=post_id)
    return held.select_related(*NAMED).defer(SHAPE).order_by("-is_primary", "id")


def capacity_with(account_id: int, power: str, area_id: int | None, on: date) -> Appointment | None:
    """The appointment that gives the power over this area, nearest first.

    Without an area (a case outside all nets, the rules of a whole territory): over any root of
    the primary net. Who acts by a power, not by a task, calls this to say in which capacity.
    """
    held = empowered_appointments(account_id, on, power).select_related(*NAMED).defer(SHAPE)
    if area_id is None:
        held = held.filter(post__area__parent=None, post__area__net__is_primary=True)
        return held.order_by("-is_primary", "id").first()
    held = held.filter(post__area__descent__area=area_id)
    return held.order_by("post__area__descent__depth", "id").first()


def capacity_anywhere(account_id: int, power: str, on: date) -> Appointment | None:
    """The appointment that gives the power over the widest area, in one query; for doors that open
    to whoever has it anywhere."""
    held = empowered_appointments(account_id, on, power).select_related(*NAMED).defer(SHAPE)
    widest = F("post__area__parent").asc(nulls_first=True)
    return held.filter(post__area__isnull=False).order_by(widest, "id").first()


def in_capacity(actor: Actor, appointment: Appointment) -> Actor:
    """The actor, with the capacity the record shall show: in the official language, whoever reads
    what on their screen."""
    official = _named(appointment.post, in_english=False)
    return replace(actor, capacity_id=appointment.pk, capacity=official)


def capacity_name(appointment: Appointment) -> str:
    """The capacity in the reader's words: "西林街道 · 指挥中心 · 派遣员"."""
    return post_name(appointment.post)


def post_of_appointment(appointment_id: int | None) -> int | None:
    """The post that an appointment is to, also once it has ended."""
    held = (
        Appointment.objects.filter(pk=appointment_id)
        if appointment_id
        else Appointment.objects.none()
    )
    return held.values_list("post_id", flat=True).first()


def appointment_named(appointment_id: int) -> Appointment | None:
    """An appointment, also once it has ended, ready to be named, with who holds it and whom they
    come from."""
    found = Appointment.objects.select_related(*NAMED, "account", "home").defer(SHAPE)
    return found.filter(pk=appointment_id).first()


def appointments_to(post_id: int) -> QuerySet[Appointment, int]:
    """The ids of all appointments to a post, ended ones too, for `__in`."""
    return Appointment.objects.filter(post=post_id).values_list("pk", flat=True)


def post_name(post: Post) -> str:
    """A post in the reader's words: area, organization without repeating the area, and type."""
    return _named(post, in_english=(get_language() or "").startswith("en"))


class Named(Protocol):
    """What has an official name and, perhaps, an English one."""

    name: str
    name_en: str


def _named(post: Post, *, in_english: bool) -> str:
    def said(thing: Named | None) -> str:
        return (in_english and thing.name_en) or thing.name if thing else ""

    area = said(post.area)
    organization = said(post.organization).removeprefix(area).strip()
    return " · ".join(part for part in (area, organization, said(post.type)) if part)
