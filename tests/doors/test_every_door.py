"""Every door × everybody: `doors.txt` says what each is answered.

After a change that is meant, write it again with `YIWANG_WRITE_GOLDEN=1 .venv/bin/pytest -p
no:xdist tests/doors` and let the review see the difference.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors.doors import DOORS, Door, names_of_addresses
from tests.doors.knocking import knock, short
from tests.doors.stage import ROLES, Stage, Stood, client_for, set_stage, token_for

TABLE = Path(__file__).with_name("doors.txt")
HEAD = "What everybody is answered at every door of testland.  in: sign in first   go: sent on"
CELL = 4
STAFF_DOORS = ("/desk/", "/work/", "/exchange/", "/kept/", "/start")
ABOUT_A_CASE = ("/desk/cases", "/work/cases", "/photos", "/api/v1/tasks/")
Cells = dict[str, list[str]]
NEW: Cells = {}  # while the table is written anew


def rows() -> Iterator[tuple[str, Door, str]]:
    """Every door on every case it is tried on, with the name of its row."""
    for doors in DOORS.values():
        for door in doors:
            for about in door.per or ("",):
                row = f"{door.method:4} {door.address}"
                yield f"{row} · {about}" if about else row, door, about


@pytest.fixture
def stage(db) -> Stage:
    return set_stage()


def answers(role: str, stage: Stage) -> dict[str, str]:
    """What this role is answered at every door."""
    username = ROLES[role]
    client, token = client_for(role, stage), token_for(username) if username else ""
    found = {}
    for row, door, about in rows():
        # signing out ends the session: a browser of its own
        knocking = client_for(role, stage) if "logout" in door.address else client
        found[row] = short(knock(knocking, door, stage.cases.get(about, Stood()), token))
    return found


def drawn(table: Cells) -> str:
    width = max(map(len, table)) + 1
    legend = [f"{n:2}  {role} ({user or '-'})" for n, (role, user) in numbered()]
    head = " " * width + "".join(f"{n:>{CELL}}" for n, _ in numbered())
    lines = [
        f"{row:<{width}}" + "".join(f"{cell:>{CELL}}" for cell in cells)
        for row, cells in table.items()
    ]
    return "\n".join([HEAD, "", *legend, "", head, *lines, ""])


def numbered() -> list[tuple[int, tuple[str, str | None]]]:
    return list(enumerate(ROLES.items(), start=1))


def reviewed() -> Cells:
    """The committed table."""
    lines = TABLE.read_text().splitlines()[len(ROLES) + 4 :]
    cells = [line.rsplit(maxsplit=len(ROLES)) for line in lines]
    return {row: list(answered) for row, *answered in cells}


def column(role: str, *, doors: tuple[str, ...] = ("",), about: str = "") -> dict[str, str]:
    """Row -> cell of one role, of the doors that begin so, on one case or on all."""
    place = list(ROLES).index(role)
    return {
        row: cells[place]
        for row, cells in reviewed().items()
        if row[5:].startswith(doors) and row.endswith(f" · {about}" if about else "")
    }


def test_no_address_is_missing_from_the_table():
    assert names_of_addresses() == set(DOORS)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_answered_as_reviewed(stage, role):
    found = answers(role, stage)
    if os.environ.get("YIWANG_WRITE_GOLDEN"):
        _write(found)
        return

    assert found == column(role)


def _write(found: dict[str, str]) -> None:
    """Column by column, as the roles come by; the last one writes the file."""
    for row, cell in found.items():
        NEW.setdefault(row, []).append(cell)
    if all(len(cells) == len(ROLES) for cells in NEW.values()):
        TABLE.write_text(drawn(NEW))


def test_no_door_ever_fails():
    assert [row for row, cells in reviewed().items() if any(c.startswith("5") for c in cells)] == []


@pytest.mark.parametrize("role", ["nobody", "reporter", "follower"])
def test_whoever_has_no_account_is_sent_to_sign_in_at_every_door_of_staff(role):
    cells = column(role, doors=STAFF_DOORS)

    assert len(cells) > 60
    assert set(cells.values()) == {"in"}


@pytest.mark.parametrize("role", ["abroad", "postless"])
@pytest.mark.parametrize("about", ["new", "given", "secret"])
def test_whoever_has_no_part_in_a_case_opens_no_door_to_it(role, about):
    cells = column(role, doors=ABOUT_A_CASE, about=about)
    never = {row for row in cells if row.startswith("GET") and row.count("whistle")}

    assert len(cells) > 10
    assert {cells[row] for row in cells.keys() - never} <= {"404", "405"}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("clerk", "reporter")])
def test_a_confidential_case_is_answered_like_none_at_all(role):
    secret, unknown = (
        {row.rpartition(" · ")[0]: cell for row, cell in cells.items()}
        for cells in (
            column(role, doors=ABOUT_A_CASE, about="secret"),
            column(role, doors=ABOUT_A_CASE, about="unknown"),
        )
    )
    if role == "abroad":  # whose office works on cases of its own county
        assert "200" not in secret.values()

    assert {row: secret[row] for row in unknown} == unknown
