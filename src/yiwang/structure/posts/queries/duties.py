"""Who is there without a duty in words: bodies with neither a remit nor a post that has one, and
people at posts that have none."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import with_remit, working_on
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries.active import active_appointments


@dataclass(frozen=True, slots=True)
class WithoutDuty:
    """How many people, and of these volunteers, hold a post of a type that says no duty."""

    people: int
    volunteers: int


def bodies_without_duty(area_id: int | None, on: date) -> QuerySet[Organization]:
    """The working bodies of an area and below, of all where none is named, by code."""
    duty = Post.objects.filter(organization=OuterRef("pk")).exclude(type__duty="")
    found = working_on(on).filter(~Exists(duty), ~Q(pk__in=with_remit(on)))
    if area_id is not None:
        found = found.filter(area__ancestry__ancestor=area_id)
    return found.order_by("code")


def people_without_duty(area_id: int | None, on: date) -> WithoutDuty:
    """In an area and below, in two counts; nobody is named."""
    held = active_appointments(on).filter(post__type__duty="")
    if area_id is not None:
        held = held.filter(post__area__ancestry__ancestor=area_id)
    people = held.values("account").distinct().count()
    volunteers = held.filter(mode="volunteer").values("account").distinct().count()
    return WithoutDuty(people, volunteers)
