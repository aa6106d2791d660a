"""Procedures: an entry of a register names the workflow by which a matter is begun from it.

Which workflow moves a case is said by its type; an entry offers the types that move by its own.
"""

from dataclasses import dataclass
from datetime import date

from yiwang.structure.registers.fitting import holds_on, is_kind_below
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import entry
from yiwang.work.cases.case_types import workflow_key_of
from yiwang.work.cases.models import CaseType


@dataclass(frozen=True, slots=True)
class Procedure:
    """An entry that a matter is begun from, as it stood in its version."""

    entry: str
    version_id: int
    workflow: str
    kind: str  # key of a case type; empty: any that moves by the workflow

    def fits(self, kind: CaseType) -> bool:
        """Whether a matter of this type goes by it."""
        return is_kind_below(kind.key, self.kind) and workflow_key_of(kind.key) == self.workflow

    def recorded(self) -> dict[str, str | int]:
        """What the record says of it."""
        return {"version": self.version_id, "entry": self.entry}


def procedure_of(register_key: str, entry_key: str, on: date) -> Procedure | None:
    """The procedure that this entry is on a day; None where it holds not, or names no workflow."""
    found = entry(register_key, entry_key, on)
    return procedure_by(found, on) if found else None


def procedure_by(entry: Entry, on: date) -> Procedure | None:
    """The same of an entry at hand, of the version that holds."""
    workflow = str(entry.outcome.get("workflow", ""))
    if not workflow or not holds_on(entry, on):
        return None
    return Procedure(entry.key, entry.version_id, workflow, entry.kind)
