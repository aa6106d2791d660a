"""Every read of registers that another app or a page needs; deciding is in `decide.py`."""

from yiwang.structure.registers.queries.shadowed import Shadow, shadowed
from yiwang.structure.registers.queries.versions import (
    Difference,
    compare,
    current_version,
    entries_of,
    entry,
    registers,
    versions_of,
)

__all__ = [
    "Difference",
    "Shadow",
    "compare",
    "current_version",
    "entries_of",
    "entry",
    "registers",
    "shadowed",
    "versions_of",
]
