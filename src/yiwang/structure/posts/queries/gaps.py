"""Where somebody is missing: areas and organizations without a holder, and seats without a person.

Each is one statement over the whole territory; a workflow is proved with the first two.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from yiwang.structure.organizations import queries as organizations
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries.active import active_appointments, somebody_at_it
from yiwang.structure.territory import queries as territory

if TYPE_CHECKING:
    from yiwang.structure.organizations.models import Organization
    from yiwang.structure.territory.models import Area


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Seats and people of one post type. `missing` counts each post for itself: too many people at
    one do not fill another. A post of 0 seats takes as many as come (the N of 1+6+N)."""

    type_key: str
    name: str
    name_en: str
    posts: int
    seats: int
    filled: int
    missing: int


def areas_without(type_key: str, on: date) -> QuerySet["Area"]:
    """The lowest areas of the primary net for which nobody holds such a post on the way up."""
    answering = Post.objects.filter(
        somebody_at_it(on), type__key=type_key, area__descent__area=OuterRef("pk")
    )
    return territory.leaf_areas().filter(~Exists(answering)).order_by("code")


def organizations_without(
    type_key: str, functions: Collection[str], on: date, *, codes: Collection[str] = ()
) -> QuerySet["Organization"]:
    """The organizations with one of these functions or codes where nobody holds such a post."""
    asked = Q(function__in=functions) | Q(code__in=codes)
    bodies = organizations.working_on(on).filter(asked)
    answering = Post.objects.filter(
        somebody_at_it(on), type__key=type_key, organization=OuterRef("pk")
    )
    return bodies.filter(~Exists(answering)).order_by("code")


def vacancies(area_id: int, on: date) -> list[Vacancy]:
    """Seats against people in the area and below it, one row a post type, most missing first."""
    people = active_appointments(on).filter(post=OuterRef("pk")).order_by().values("post")
    counted = Subquery(people.annotate(number=Count("pk")).values("number"))
    rows = (
        Post.objects.filter(area__ancestry__ancestor=area_id)
        .annotate(people=Coalesce(counted, 0))
        .values("type__key", "type__name", "type__name_en")
        .annotate(
            posts=Count("pk"),
            all_seats=Sum("seats"),
            filled=Sum("people"),
            missing=Sum(Greatest(F("seats") - F("people"), 0)),
        )
        .order_by("-missing", "type__key")
    )
    return [Vacancy(*row) for row in rows.values_list(*_COLUMNS)]


_COLUMNS = (
    "type__key",
    "type__name",
    "type__name_en",
    "posts",
    "all_seats",
    "filled",
    "missing",
)
