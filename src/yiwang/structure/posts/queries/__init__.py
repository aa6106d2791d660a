"""Every read of posts that another app or a page needs."""

from yiwang.structure.posts.queries.active import active_appointments
from yiwang.structure.posts.queries.gaps import (
    Vacancy,
    areas_without,
    organizations_without,
    vacancies,
)
from yiwang.structure.posts.queries.held import (
    appointments_of,
    capacity_at,
    capacity_name,
    capacity_with,
    in_capacity,
    post_ids_held_by,
    post_name,
)
from yiwang.structure.posts.queries.named import post_names
from yiwang.structure.posts.queries.nearest import (
    nearest_post,
    nearest_posts,
    post_above,
    post_in,
)
from yiwang.structure.posts.queries.reach import (
    areas_in_reach,
    has_power,
    powers_of,
    reach_of,
    reaches,
)

__all__ = [
    "Vacancy",
    "active_appointments",
    "appointments_of",
    "areas_in_reach",
    "areas_without",
    "capacity_at",
    "capacity_name",
    "capacity_with",
    "has_power",
    "in_capacity",
    "nearest_post",
    "nearest_posts",
    "organizations_without",
    "post_above",
    "post_ids_held_by",
    "post_in",
    "post_name",
    "post_names",
    "powers_of",
    "reach_of",
    "reaches",
    "vacancies",
]
