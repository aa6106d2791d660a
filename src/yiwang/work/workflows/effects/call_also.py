"""Called too: whoever coordinates a whistle brings another department in; its clocks start now."""

from typing import Any

from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.joint import Call, call_departments


def call_also(deed: Deed) -> dict[str, Any]:
    """Open a task for each department named, beside those at work; the lead stays."""
    whistle = deed.task.whistle
    assert whistle is not None  # such tasks belong to one
    call = Call(
        deed.inputs.organizations,
        demand=deed.inputs.text or whistle.demand,
        asks=deed.inputs.asks,
        teams=deed.inputs.teams,
        whistle=whistle,
    )
    call_departments(deed, deed.task.step, call)
    return {"whistle": whistle.pk}
