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
    capacity_anywhere,
    capacity_at,
    capacity_name,
    capacity_with,
    in_capacity,
    organizations_of,
    post_ids_held_by,
    post_name,
    post_of_appointment,
    posts_held_by_any,
)
from yiwang.structure.posts.queries.named import (
    RosterLine,
    all_post_types,
    all_posts,
    post_names,
    post_types,
    roster_of,
)
from yiwang.structure.posts.queries.nearest import (
    nearest_post,
    nearest_post_outside,
    nearest_posts,
    post_above,
    post_at,
)
from yiwang.structure.posts.queries.reach import (
    areas_in_reach,
    has_power,
    powers_of,
    reach_of,
    reaches,
    tops_in_reach,
)

__all__ = [
    "RosterLine",
    "Vacancy",
    "active_appointments",
    "all_post_types",
    "all_posts",
    "appointments_of",
    "areas_in_reach",
    "areas_without",
    "capacity_anywhere",
    "capacity_at",
    "capacity_name",
    "capacity_with",
    "has_power",
    "in_capacity",
    "nearest_post",
    "nearest_post_outside",
    "nearest_posts",
    "organizations_of",
    "organizations_without",
    "post_above",
    "post_at",
    "post_ids_held_by",
    "post_name",
    "post_names",
    "post_of_appointment",
    "post_types",
    "posts_held_by_any",
    "powers_of",
    "reach_of",
    "reaches",
    "roster_of",
    "tops_in_reach",
    "vacancies",
]
