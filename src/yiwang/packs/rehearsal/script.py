"""What a pack brings for its rehearsal: targets, letters, moves, and where most cases come from.

`rehearsal.toml` in the pack's folder has a table for each rehearsal by name (`full`,
`demonstration`) with the fields of `Targets`; `letters` and `disputes`, CSV files with the columns
`text` and `kind` (of letters it may be left out: the type then follows from the words); and
`[moves]`, which says how the steps of its workflows are played, where they are called otherwise
than in the five-step loop.
"""

import csv
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from yiwang.packs.rehearsal.plan import Targets

FIVE_STEPS = {"collect": "triage", "take_up": "settle", "talk_over": "settle"}
AT_ONCE = "triage_and_dispatch"
PLACES = {"focus", "within"}  # of a rehearsal's table; the rest are its targets


@dataclass(frozen=True, slots=True)
class OnTheSpot:
    """A way to take a case up without calling departments; drawn by weight."""

    action: str
    nature: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Way:
    """A way that parties may choose, for disputes that take so many days, both included."""

    action: str
    days: tuple[int, int]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Moves:
    """How steps are played. `steps`: step -> one of `play.MANNERS`; one that is not listed is
    played as its own name says. Where departments are not called yet, `onward` names the action
    by which a case goes to the next level."""

    steps: Mapping[str, str] = field(default_factory=lambda: FIVE_STEPS)
    on_the_spot: tuple[OnTheSpot, ...] = (
        OnTheSpot("settle", "small", 3),
        OnTheSpot("take_up", "small", 3),
        OnTheSpot("talk_over", "self_governed"),
    )
    onward: Mapping[str, str] = field(default_factory=dict)  # step -> how it hands a case on
    whistled: str = "joint"  # the nature of what departments are called for
    joined: float = 0.3  # how often another department is called along; 0: no other can be
    reopens: str = "reopen"  # what a dissatisfied reporter does
    paths: tuple[Way, ...] = ()
    disputed: str = "mediated"  # the nature of disputes

    def manner_of(self, step: str) -> str:
        """How the step is played."""
        return self.steps.get(step, step)

    def stops_of(self, step: str) -> Collection[str]:
        """Which stops of a plan (`PlannedCase.stops_at`) this step stands for."""
        manner = self.manner_of(step)
        return ("triage", "dispatch") if manner == AT_ONCE else (manner,)

    @property
    def is_dispatched_at_once(self) -> bool:
        """Whether the step that takes a case in also names who handles it."""
        return AT_ONCE in self.steps.values()


@dataclass(frozen=True, slots=True)
class Script:
    """The rehearsal of one pack under one name."""

    targets: Targets
    letters: tuple[str, ...]
    focus: str  # code of an area that half of the cases come from; empty: none
    kinds: Mapping[str, str] = field(default_factory=dict)  # letter -> type, where it is given
    disputes: tuple[str, ...] = ()
    moves: Moves = field(default_factory=Moves)
    within: str = ""  # code of the area that all cases come from; empty: the whole territory


def read_script(folder: Path, name: str) -> Script | None:
    """The named rehearsal of the pack in `folder`; None when it has none of that name."""
    path = folder / "rehearsal.toml"
    if not path.exists():
        return None
    content = tomllib.loads(path.read_text("utf-8"))
    if name not in content:
        return None
    letters = _letters(folder / content["letters"])
    disputes = _letters(folder / content["disputes"]) if "disputes" in content else {}
    kinds = {text: kind for text, kind in {**letters, **disputes}.items() if kind}
    return Script(
        _targets(content[name]),
        tuple(letters),
        content[name].get("focus", ""),
        kinds,
        tuple(disputes),
        TypeAdapter(Moves).validate_python(content.get("moves", {})),
        content[name].get("within", ""),
    )


def _letters(path: Path) -> dict[str, str]:
    """Text -> type."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["text"]: row.get("kind") or "" for row in csv.DictReader(file)}


def _targets(table: dict[str, Any]) -> Targets:
    values = {key: value for key, value in table.items() if key not in PLACES}
    return TypeAdapter(Targets).validate_python(values)
