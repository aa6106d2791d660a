"""Told in a call-back that it is not solved: what was closed is under way again."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, note_opened
from yiwang.work.workflows.effects.call import note_attempt
from yiwang.work.workflows.reviving import revive as revive_run


def revive(deed: Deed) -> dict[str, Any]:
    """End the task; the run goes on where its definition has such requests decided."""
    number = note_attempt(deed)
    end_task(deed)
    reopening = deed.setting.definition.reopening
    assert reopening  # proved before a definition with call-backs is published
    note_opened(deed, revive_run(deed.setting, deed.tasks, deed.clocks, reopening.to))
    return {"to": deed.run.step, "attempt": number}
