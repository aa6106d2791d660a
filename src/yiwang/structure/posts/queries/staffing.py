"""Required against actual: seats and people of an area by the areas below it, by level and type of
post, and by team. Each is one statement, however many posts there are."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from yiwang.structure.posts.models import Team

# Seats are added up over posts, people over those that have any: most posts of a city wait for
# somebody. Those on standby are not there, and too many at one post do not fill another.
HELD = """
held AS (
  SELECT post.id, post.type_id, post.area_id, post.organization_id, count(*) AS people,
    LEAST(count(*), post.seats) AS filled
  FROM places
  JOIN posts_post post ON post.area_id = places.area_id
  JOIN posts_appointment one ON one.post_id = post.id
  WHERE one.mode <> 'standby' AND one.starts_on <= %(on)s
    AND (one.ends_on IS NULL OR one.ends_on > %(on)s)
  GROUP BY post.id
)
"""
REPORT = f"""
WITH places AS (
  SELECT area.id AS area_id, area.level, below.ancestor_id AS part_id
  FROM territory_areaancestor inside
  JOIN territory_area area ON area.id = inside.area_id
  LEFT JOIN territory_areaancestor below ON below.area_id = inside.area_id
    AND below.ancestor_id = ANY(%(parts)s)
  WHERE inside.ancestor_id = ANY(%(within)s)
), {HELD}, required AS (
  SELECT part_id, level, type_id, count(*) AS posts, sum(seats) AS seats
  FROM places JOIN posts_post post ON post.area_id = places.area_id
  GROUP BY part_id, level, type_id
), actual AS (
  SELECT part_id, level, type_id, sum(people) AS people, sum(filled) AS filled
  FROM places JOIN held ON held.area_id = places.area_id
  GROUP BY part_id, level, type_id
)
SELECT required.part_id, required.level, required.type_id, posts, seats,
  COALESCE(people, 0), COALESCE(filled, 0), seats - COALESCE(filled, 0)
FROM required
LEFT JOIN actual ON actual.level = required.level AND actual.type_id = required.type_id
  AND actual.part_id IS NOT DISTINCT FROM required.part_id
ORDER BY 1 NULLS FIRST, 2, 3
"""  # noqa: S608  constants only
TEAMS = f"""
WITH places AS (
  SELECT area.id AS area_id, area.level, net.key AS net, net.is_primary
  FROM territory_areaancestor inside
  JOIN territory_area area ON area.id = inside.area_id
  JOIN territory_net net ON net.id = area.net_id
  WHERE inside.ancestor_id = ANY(%(within)s)
), {HELD}, teams AS (
  SELECT seats.team_id, seats.type_id, team.levels, team.net FROM posts_teamseats seats
  JOIN posts_team team ON team.id = seats.team_id
), found AS (
  SELECT teams.team_id, sum(post.seats - COALESCE(held.filled, 0)) AS missing
  FROM places
  JOIN posts_post post ON post.area_id = places.area_id
  JOIN teams ON teams.type_id = post.type_id
    AND (teams.levels = '{{}}' OR places.level = ANY(teams.levels))
    AND (teams.net = places.net
      OR teams.net = '' AND (teams.levels = '{{}}' OR places.is_primary))
  LEFT JOIN held ON held.id = post.id
  GROUP BY teams.team_id, post.area_id,
    CASE WHEN teams.levels = '{{}}' THEN post.organization_id END
)
SELECT team_id, count(*), count(*) FILTER (WHERE missing = 0), sum(missing)
FROM found GROUP BY team_id ORDER BY team_id
"""  # noqa: S608  constants only


@dataclass(frozen=True, slots=True)
class Staffing:
    """Posts of one type at one level, in one of the areas below (None: in the area itself).

    `people` are all; `filled` are those within the seats. `missing` counts each post for itself; a
    post of 0 seats takes as many as come and lacks nobody.
    """

    part_id: int | None
    level: str
    type_id: int
    posts: int
    seats: int
    people: int
    filled: int
    missing: int


@dataclass(frozen=True, slots=True)
class TeamStaffing:
    """A team pattern over all its places: how many there are, complete ones, and empty seats."""

    team: Team
    places: int
    complete: int
    missing: int

    @property
    def incomplete(self) -> int:
        return self.places - self.complete


def staffing_of(within: list[int], parts: list[int], on: date) -> list[Staffing]:
    """The posts in these areas and below, by the areas `parts` of them, level and type."""
    with connection.cursor() as cursor:
        cursor.execute(REPORT, {"within": within, "parts": parts, "on": on})
        return [
            Staffing(part, level, type_id, *(int(number) for number in numbers))
            for part, level, type_id, *numbers in cursor.fetchall()
        ]


def teams_of(within: list[int], on: date) -> list[TeamStaffing]:
    """The teams in these areas and below, in two statements."""
    with connection.cursor() as cursor:
        cursor.execute(TEAMS, {"within": within, "on": on})
        rows = cursor.fetchall()
    teams = Team.objects.in_bulk([row[0] for row in rows])
    return [TeamStaffing(teams[key], *(int(n) for n in counts)) for key, *counts in rows]
