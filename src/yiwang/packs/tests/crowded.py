"""Many cases in an installed territory, put straight into tables, and how the database finds some.

Each lies in a grid by turns, has a run with a task that was done at the desk of its town and one at
the leader of its grid, open in every seventh; so plans are made as they would be after years.
"""

import json
from collections.abc import Callable, Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext

LARGE = {"cases_case", "cases_placement", "workflows_run", "workflows_task", "workflows_clock"}

_TABLE = {"CREATE": 3, "INSERT": 2}  # the word that names it
_GRIDS = """
    CREATE TEMP TABLE crowded ON COMMIT DROP AS
    SELECT n, grid.area_id, grid.net_id, grid.leader, desk.id AS desk, n %% 7 = 0 AS is_open
    FROM generate_series(1, %(cases)s) n
    JOIN (
        SELECT row_number() OVER (ORDER BY area.id) - 1 AS place, area.id AS area_id, area.net_id,
            post.id AS leader, count(*) OVER () AS grids
        FROM territory_area area JOIN posts_post post ON post.area_id = area.id
        JOIN posts_posttype type ON type.id = post.type_id AND type.key = 'grid_leader'
        WHERE area.level = 'grid' AND area.valid_to IS NULL
    ) grid ON grid.place = n * 7919 %% grid.grids
    JOIN territory_areaancestor up ON up.area_id = grid.area_id
    JOIN territory_area town ON town.id = up.ancestor_id AND town.level = 'town'
    JOIN posts_post desk ON desk.area_id = town.id
    JOIN posts_posttype kind ON kind.id = desk.type_id AND kind.key = 'town_dispatcher'
"""
_RUNS = """
    INSERT INTO workflows_run (version_id, subject, subject_id, area_id, step, stage, is_open,
        act_counts, started_at, ended_at, outcome)
    SELECT (SELECT min(id) FROM workflows_workflowversion), 'crowded', n, area_id, 'handle',
        'handle', is_open, '{}', %(now)s, CASE WHEN NOT is_open THEN %(now)s END, ''
    FROM crowded
"""
_CASES = """
    INSERT INTO cases_case (number, tracking_digest, type_id, nature, text, channel, outside_number,
        place_text, given_datum, area_id, run_id, is_open, is_rehearsal, reopened_times,
        reported_at, closed_at)
    SELECT 'CROWD' || n, 'crowd' || n, (SELECT min(id) FROM cases_casetype), '', 'x', 'web', '', '',
        '', c.area_id, run.id, c.is_open, true, 0, %(now)s, CASE WHEN NOT c.is_open THEN %(now)s END
    FROM crowded c JOIN workflows_run run ON run.subject = 'crowded' AND run.subject_id = n
"""
_PLACEMENTS = """
    INSERT INTO cases_placement (case_id, net_id, area_id, method, candidates)
    SELECT cases_case.id, net_id, crowded.area_id, 'point', '[]'
    FROM crowded JOIN cases_case ON number = 'CROWD' || n
"""
_TASKS = """
    INSERT INTO workflows_task (run_id, step, role, state, is_lead, post_id, area_id, demand,
        opened_at, ended_at, outcome, reason, result, escalation)
    SELECT run.id, 'handle', 'actor', CASE WHEN todo THEN 'open' ELSE 'done' END, true, post_id,
        c.area_id, '', %(now)s, CASE WHEN NOT todo THEN %(now)s END, '', '', '', 0
    FROM crowded c JOIN workflows_run run ON run.subject = 'crowded' AND run.subject_id = n,
        LATERAL (VALUES (c.leader, c.is_open), (c.desk, false)) AS at (post_id, todo)
"""
_CLOCKS = """
    INSERT INTO workflows_clock (run_id, task_id, purpose, kind, "limit", of_kind, stated_kind,
        calendar_id, state, started_at, due_at, near_at, threefold_at, spent_seconds, ended_at,
        next_action, failures, escalation)
    SELECT task.run_id, task.id, 'resolve', 'work_day', 3, '', '',
        (SELECT min(id) FROM clocks_calendar), CASE WHEN now.open THEN 'running' ELSE 'met' END,
        %(now)s, %(now)s, %(now)s, %(now)s, 0, CASE WHEN NOT now.open THEN %(now)s END, '', 0, 0
    FROM workflows_task task JOIN workflows_run run ON run.id = task.run_id,
        LATERAL (VALUES (task.state = 'open')) AS now (open)
    WHERE run.subject = 'crowded'
"""


def crowd(cases: int, now) -> None:
    """So many cases, counted as the database would count them overnight."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        for statement in (_GRIDS, _RUNS, _CASES, _PLACEMENTS, _TASKS, _CLOCKS):
            cursor.execute(statement, {"cases": cases, "now": now})
            assert cursor.rowcount >= cases, statement
            words = statement.split()
            cursor.execute(f"ANALYZE {words[_TABLE[words[0]]]}")


def plans_of(asked: Callable[[], object]) -> list[dict]:
    """The plan of every statement that this question puts to the database."""
    with CaptureQueriesContext(connection) as captured:
        asked()
    read = [query["sql"].strip() for query in captured]
    statements = [each for each in read if each.startswith(("SELECT", "(SELECT", "WITH"))]
    assert statements
    with connection.cursor() as cursor:
        plans = []
        for statement in statements:
            cursor.execute("EXPLAIN (FORMAT JSON) " + statement.replace("%", "%%"), [])
            answer = cursor.fetchone()[0]
            plans.append((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])
    return plans


def read_whole(plan: dict) -> Iterator[str]:
    """The tables that a plan reads from the first row to the last."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", []):
        yield from read_whole(part)
