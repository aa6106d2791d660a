"""Where somebody is missing: areas and organizations without a holder, and seats without a person.

Each is one statement over the whole territory; a workflow is proved with the first two.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.structure.organizations import queries as organizations
from yiwang.structure.posts.models import Post
from yiwang.structure.posts.queries.active import WITHOUT_TASKS, somebody_at_it
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


def areas_without(type_key: str, on: date, within: str = "") -> QuerySet["Area"]:
    """The lowest areas of the primary net, or of the area with the code `within`, for which nobody
    holds such a post on the way up."""
    answering = Post.objects.filter(
        somebody_at_it(on), type__key=type_key, area__descent__area=OuterRef("pk")
    )
    return territory.leaf_areas_of(within).filter(~Exists(answering)).order_by("code")


def organizations_without(
    type_keys: Collection[str], functions: Collection[str], on: date, *, codes: Collection[str] = ()
) -> QuerySet["Organization"]:
    """The organizations with one of these functions or codes where nobody holds any such post."""
    asked = Q(function__in=functions) | Q(code__in=codes)
    bodies = organizations.working_on(on).filter(asked)
    answering = Post.objects.filter(
        somebody_at_it(on), type__key__in=type_keys, organization=OuterRef("pk")
    )
    return bodies.filter(~Exists(answering)).order_by("code")


def vacancies(area_id: int, on: date) -> list[Vacancy]:
    """Seats against people in the area and below it, one row a post type, most missing first."""
    words: dict[str, int | date | list[str]] = {
        "area": area_id,
        "on": on,
        "absent": WITHOUT_TASKS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_VACANCIES, words)
        return [Vacancy(*row) for row in cursor.fetchall()]


# Seats are added up over posts, people over those that have any: most posts of a city wait for
# somebody.
_VACANCIES = """
    WITH required AS (
        SELECT post.type_id, count(*) AS posts, sum(post.seats) AS seats
        FROM territory_areaancestor below JOIN posts_post post ON post.area_id = below.area_id
        WHERE below.ancestor_id = %(area)s
        GROUP BY post.type_id
    ), held AS (
        SELECT post.type_id, count(*) AS people, LEAST(count(*), post.seats) AS filled
        FROM territory_areaancestor below JOIN posts_post post ON post.area_id = below.area_id
        JOIN posts_appointment one ON one.post_id = post.id
        WHERE below.ancestor_id = %(area)s
            AND one.starts_on <= %(on)s AND (one.ends_on IS NULL OR one.ends_on > %(on)s)
            AND one.mode <> ALL(%(absent)s)
        GROUP BY post.id
    ), actual AS (
        SELECT type_id, sum(people)::bigint AS people, sum(filled) AS filled
        FROM held GROUP BY type_id
    )
    SELECT type.key, type.name, type.name_en, posts, seats, COALESCE(people, 0),
        (seats - COALESCE(filled, 0))::bigint AS missing
    FROM required JOIN posts_posttype type ON type.id = required.type_id
    LEFT JOIN actual ON actual.type_id = required.type_id
    ORDER BY missing DESC, type.key
"""
