"""Role × action: who may press which button, asked of the real policies, at every stop of a case.

`permissions.txt` is committed. After a change of power that is meant, write it again with
`YIWANG_WRITE_GOLDEN=1 .venv/bin/pytest tests/golden` and let the review see the difference.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from tests.golden import walk
from tests.golden.cast import COLUMNS
from yiwang.foundation.records.actor import staff
from yiwang.foundation.refusals import Refusal
from yiwang.structure.posts.powers import POWERS
from yiwang.structure.posts.queries import capacity_with
from yiwang.work.cases.policies import case_to_move, case_to_reveal, case_to_view
from yiwang.work.workflows.queries import definition_of, run_of

GOLDEN = Path(__file__).with_name("permissions.txt")
HEAD = "Who may do what in testland, to a leak in 临江社区 (河口镇, 东县).  ✔ may   ✘ may not"
WIDTH = 44
Table = dict[str, list[bool]]
FOUND: Table = {}


@pytest.fixture
def table(db) -> Table:
    """Every row, in the order in which a case comes by; found once, since nothing is left of it."""
    if not FOUND:
        FOUND.update(found_table())
    return FOUND


def found_table() -> Table:
    leak, wages = walk.reported(walk.LEAK), walk.reported(walk.WAGES)
    found = doors(leak, "reported") | doors(wages, "confidential, reported")
    others = [(walk.reported(walk.LEAK), acts) for acts in walk.settled_below()]
    for case_id, acts in [*others, (leak, walk.whole_way())]:
        for now in walk.stops(case_id, acts):
            for name, cells in buttons(case_id, now):
                before = found.get(name, cells)
                found[name] = [a or b for a, b in zip(cells, before, strict=True)]
    return found | doors(leak, "after all") | powers(leak)


def buttons(case_id: int, now: datetime) -> Iterator[tuple[str, list[bool]]]:
    """A row for each action of the open tasks: pressed by whom it would be carried out."""
    for task in walk.open_tasks(case_id):
        offered = [walk.keys(task, account, now) for account in accounts()]
        office = f" at {task.organization_label}" if task.role == "handler" else ""
        for key in sorted(set().union(*offered)):
            yield f"{task.step}{office}: {key}", [key in keys for keys in offered]


def doors(case_id: int, when: str) -> Table:
    """What staff may do with a case beside its tasks."""
    asked = {
        "see it": lambda account: case_to_view(case_id, account, walk.MORNING),
        "see its contact": lambda account: case_to_reveal(case_id, staff(account), walk.MORNING),
        "correct its place": lambda account: case_to_move(case_id, staff(account), walk.MORNING),
    }
    return {
        f"{when}: {what}": [account is not None and passes(gate, account) for account in accounts()]
        for what, gate in asked.items()
    }


def powers(case_id: int) -> Table:
    """Which powers reach over the area of the case."""
    day = walk.MORNING.date()
    area = case_to_view(case_id, walk.account_id("supervisor.90"), walk.MORNING).area_id
    return {
        f"power: {power}": [
            account is not None and capacity_with(account, power, area, day) is not None
            for account in accounts()
        ]
        for power in POWERS
    }


def accounts() -> list[int | None]:
    known = dict(get_user_model().objects.values_list("username", "pk"))
    return [name and known[name] for name in COLUMNS.values()]


def passes(gate: Callable[[int], object], account: int) -> bool:
    try:
        gate(account)
    except Refusal:
        return False
    return True


def drawn(table: Table) -> str:
    legend = [
        f"{number:2}  {role} ({username or 'no account'})"
        for number, (role, username) in enumerate(COLUMNS.items(), start=1)
    ]
    head = " " * WIDTH + " ".join(f"{number:2}" for number in range(1, len(COLUMNS) + 1))
    rows = [
        padded(name) + " ".join(" ✔" if may else " ✘" for may in cells)
        for name, cells in table.items()
    ]
    return "\n".join([HEAD, "", *legend, "", head, *rows, ""])


def padded(name: str) -> str:
    """To the width of the column; a Chinese character takes two places."""
    return name + " " * (WIDTH - sum(2 if ord(letter) > 0x2E80 else 1 for letter in name))


def test_powers_are_what_was_reviewed(table):
    if os.environ.get("YIWANG_WRITE_GOLDEN"):
        GOLDEN.write_text(drawn(table))

    assert drawn(table).splitlines() == GOLDEN.read_text().splitlines()


def test_every_action_of_the_workflow_has_its_row(table):
    run = run_of(walk.SUBJECT, walk.reported(walk.LEAK))
    written = {
        (step, action.key)
        for step, each in definition_of(run).steps.items()
        for action in each.actions
        if action.act != "expire"
    }
    shown = {
        (name.split(":")[0].split(" ")[0], name.split(": ")[1])
        for name in table
        if not name.startswith("power")
    }

    assert written <= shown


def test_nobody_of_another_county_may_do_anything(table):
    strangers = [
        place
        for place, username in enumerate(COLUMNS.values())
        if username in {"dispatcher.9002", "zj.9002", "supervisor.9002"}
    ]

    assert [name for name, cells in table.items() if any(cells[place] for place in strangers)] == []
