"""The files of the project, and the exceptions that are allowed."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yiwang"
ALLOWED = Path(__file__).with_name("allowed.toml")


@dataclass(frozen=True)
class Module:
    """A Python file: its path from the root, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).with_suffix("").parts

    def has_part(self, *names: str) -> bool:
        return bool(set(names) & set(self.parts))


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of ours, migrations and tests too."""
    roots = [ROOT / "conftest.py", *(ROOT / name for name in ("src", "tests", "bench"))]
    return tuple(Module(_name(path), path.read_text()) for path in _python_files(roots))


def product_modules() -> list[Module]:
    """What is installed: neither tests nor migrations."""
    return [
        module
        for module in modules()
        if module.path.startswith("src/") and not module.has_part("tests", "migrations")
    ]


@cache
def tracked() -> tuple[str, ...]:
    """The paths of all files that the repository holds, or will: what is ignored is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file())


def text_of(path: str) -> str:
    """The text of a tracked file; nothing for pictures and other bytes."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def allowed(rule: str) -> dict[str, str]:
    """What a rule excepts, each with its reason."""
    return dict(tomllib.loads(ALLOWED.read_text()).get(rule, {}))


def unexcused(rule: str, faults: Iterable[tuple[str, str]]) -> str:
    """The faults (place, what is wrong) that no line of the allow-list excuses, a line each; also
    the lines of it that excuse nothing any more: the list only shrinks."""
    excuses = allowed(rule)
    found = list(faults)
    idle = [
        f"allowed.toml [{rule}] {place} is not needed any more: strike it out"
        for place in excuses
        if place not in {where for where, _ in found}
    ]
    left = [f"{where}: {what}" for where, what in found if where not in excuses]
    return "\n".join(left + idle)


def _python_files(roots: list[Path]) -> Iterator[Path]:
    for root in roots:
        yield from sorted(root.rglob("*.py")) if root.is_dir() else [root]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
