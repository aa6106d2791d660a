"""Posts that one person holds at once against a rule of the locality, in one statement."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from yiwang.foundation.accounts.queries import all_accounts
from yiwang.structure.posts.models import Appointment, PostConflict
from yiwang.structure.posts.powers import APPOINT
from yiwang.structure.posts.queries.people import appointments_named
from yiwang.structure.posts.queries.reach import areas_in_reach

# Two appointments of one account whose times meet, at posts whose types a rule names. Standby gives
# nothing, so it is in nobody's way.
AT_ONCE = """
SELECT rule.id, one.id, other.id
FROM posts_postconflict rule
JOIN posts_post AS one_post ON one_post.type_id = rule.one_id
JOIN posts_appointment AS one ON one.post_id = one_post.id AND one.mode <> 'standby'
JOIN posts_appointment AS other ON other.account_id = one.account_id AND other.id <> one.id
  AND other.mode <> 'standby'
  AND daterange(other.starts_on, other.ends_on) && daterange(one.starts_on, one.ends_on)
JOIN posts_post AS other_post ON other_post.id = other.post_id
  AND other_post.type_id = rule.other_id
WHERE (rule.one_id <> rule.other_id OR one.id < other.id)
  AND (rule.over = 'anywhere'
    OR rule.over = 'same_organization' AND one_post.organization_id = other_post.organization_id
    OR rule.over = 'same_area' AND EXISTS (
      SELECT FROM territory_areaancestor meets
      WHERE (meets.area_id, meets.ancestor_id) IN (
        (one_post.area_id, other_post.area_id), (other_post.area_id, one_post.area_id))))
"""
OF_ONE = " AND (one.id = %(appointment)s OR other.id = %(appointment)s)"
OF_PEOPLE = " AND one.account_id = ANY(%(accounts)s)"
REFUSED = " AND rule.effect = 'refuse'"
ON_DAY = """
  AND daterange(one.starts_on, one.ends_on) @> %(on)s::date
  AND daterange(other.starts_on, other.ends_on) @> %(on)s::date
"""
OF_PERSON = " AND one.account_id = %(account)s"
ORDER = " ORDER BY rule.effect DESC, one.account_id, one.id, other.id"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule, and the two appointments of one person that it names."""

    rule: PostConflict
    one: Appointment
    other: Appointment


def conflicts_of_appointment(appointment_id: int) -> list[Conflict]:
    """What the appointment meets while it lasts."""
    return _found(OF_ONE, {"appointment": appointment_id})


def refused_conflicts() -> list[Conflict]:
    """Everybody's, of rules that refuse: nothing, unless a rule came after the people."""
    return _found(REFUSED, {})


def conflicts_of_people(usernames: Collection[str]) -> list[Conflict]:
    """What these people hold against a rule, now or later."""
    accounts = all_accounts().filter(username__in=usernames)
    return _found(OF_PEOPLE, {"accounts": list(accounts.values_list("pk", flat=True))})


def types_at_odds() -> set[str]:
    """The keys of the types of post that a rule names."""
    pairs = PostConflict.objects.values_list("one__key", "other__key")
    return {key for pair in pairs for key in pair}


def conflicts_of_person(account_id: int, on: date) -> list[Conflict]:
    """Of one person, on a day."""
    return _found(ON_DAY + OF_PERSON, {"on": on, "account": account_id})


def conflicts_in_reach(account_id: int, on: date) -> list[Conflict]:
    """Everybody's on a day where the account appoints: over the area of either post."""
    reach = set(areas_in_reach(account_id, APPOINT, on))
    return [each for each in _found(ON_DAY, {"on": on}) if reach & set(_areas(each))]


def _areas(conflict: Conflict) -> Iterator[int]:
    for held in (conflict.one, conflict.other):
        post = held.post
        area = post.area_id or (post.organization.area_id if post.organization else None)
        if area:
            yield area


def _found(condition: str, values: dict[str, Any]) -> list[Conflict]:
    with connection.cursor() as cursor:
        cursor.execute(AT_ONCE + condition + ORDER, values)
        rows = cursor.fetchall()
    if not rows:
        return []
    rules = PostConflict.objects.in_bulk({rule for rule, _, _ in rows})
    held = appointments_named({each for row in rows for each in row[1:]})
    return [Conflict(rules[rule], held[one], held[other]) for rule, one, other in rows]
