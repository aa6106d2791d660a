"""How much of what a locality describes the program shows: mechanisms of packs, and living tests.

A mechanism is shown when `mechanisms.toml` of the pack names it and a test carries
`@pytest.mark.mechanism(id)`. Tests are read, not run; one that is skipped does not live.
"""

import ast
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

MARK = "mechanism"
DEAD_MARKS = {"skip", "skipif", "xfail"}


class Mechanism(BaseModel):
    """One thing that the locality does, in our own words. `test` names the test that shows it."""

    model_config = ConfigDict(extra="forbid")

    id: str
    says: str
    carried_by: list[str]
    test: str = ""  # path::name


class MechanismsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    mechanisms: list[Mechanism]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One pack. `faults` are claims without a living test."""

    key: str
    total: int
    shown: tuple[str, ...]
    open: tuple[str, ...]
    faults: tuple[str, ...]


Tests = Mapping[str, Sequence[str]]  # id of a mechanism -> the tests that carry it


def coverage_of(folder: Path, tests: Tests) -> Coverage:
    """What the tests show of the pack in `folder`."""
    listed = read_mechanisms(folder)
    ids = [each.id for each in listed]
    faults = [fault for each in listed if (fault := _fault(each, tests.get(each.id, ())))]
    faults += [_("%(id)s is listed twice.") % {"id": id_} for id_ in ids if ids.count(id_) > 1]
    return Coverage(
        key=folder.name,
        total=len(listed),
        shown=tuple(id_ for id_ in ids if tests.get(id_)),
        open=tuple(id_ for id_ in ids if not tests.get(id_)),
        faults=tuple(dict.fromkeys(faults)),
    )


def unknown_ids(tests: Tests, packs: Sequence[Coverage]) -> list[str]:
    """Marked ids that no pack lists, each with a test that carries it."""
    known = {id_ for pack in packs for id_ in (*pack.shown, *pack.open)}
    return [
        _("%(test)s claims to show %(id)s, which no pack lists.") % {"test": names[0], "id": id_}
        for id_, names in sorted(tests.items())
        if id_ not in known
    ]


def read_mechanisms(folder: Path) -> list[Mechanism]:
    """What `mechanisms.toml` of a pack lists; nothing when it has none."""
    path = folder / "mechanisms.toml"
    if not path.exists():
        return []
    return MechanismsFile.model_validate(tomllib.loads(path.read_text("utf-8"))).mechanisms


def _fault(mechanism: Mechanism, tests: Sequence[str]) -> str:
    if not mechanism.test or mechanism.test in tests:
        return ""
    return _("%(id)s is said to be shown by %(test)s, which does not live or is not marked.") % {
        "id": mechanism.id,
        "test": mechanism.test,
    }


def marked_tests(root: Path) -> dict[str, list[str]]:
    """Every mechanism that a living test below `root` carries, with those tests."""
    found: dict[str, list[str]] = {}
    for folder in ("src", "tests"):
        for path in sorted((root / folder).rglob("test_*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            for id_, name in _marked_in(tree):
                found.setdefault(id_, []).append(f"{path.relative_to(root).as_posix()}::{name}")
    return found


def _marked_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    everywhere = _module_marks(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            marks = [*everywhere, *node.decorator_list]
            if not any(_name_of(mark) in DEAD_MARKS for mark in marks):
                yield from ((id_, node.name) for mark in marks for id_ in _ids_of(mark))


def _module_marks(tree: ast.Module) -> list[ast.expr]:
    """What `pytestmark = …` puts on every test of the module."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            return node.value.elts if isinstance(node.value, ast.List) else [node.value]
    return []


def _name_of(mark: ast.expr) -> str:
    called = mark.func if isinstance(mark, ast.Call) else mark
    return called.attr if isinstance(called, ast.Attribute) else ""


def _ids_of(mark: ast.expr) -> Iterator[str]:
    if isinstance(mark, ast.Call) and _name_of(mark) == MARK:
        for argument in mark.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
