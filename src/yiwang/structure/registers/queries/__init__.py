"""Every read of registers that another app or a page needs; deciding is in `decide.py`."""

from yiwang.structure.registers.queries.shadowed import Shadow, shadowed
from yiwang.structure.registers.queries.versions import (
    Difference,
    RegisterLine,
    compare,
    current_version,
    draft_changes_since,
    drafted_version,
    entries_ending,
    entries_for_posts,
    entries_of,
    entries_of_level,
    entries_saying,
    entry,
    entry_of_version,
    register_by_id,
    register_lines,
    registers,
    versions_of,
)

__all__ = [
    "Difference",
    "RegisterLine",
    "Shadow",
    "compare",
    "current_version",
    "draft_changes_since",
    "drafted_version",
    "entries_ending",
    "entries_for_posts",
    "entries_of",
    "entries_of_level",
    "entries_saying",
    "entry",
    "entry_of_version",
    "register_by_id",
    "register_lines",
    "registers",
    "shadowed",
    "versions_of",
]
