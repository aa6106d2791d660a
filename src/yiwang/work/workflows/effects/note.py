"""Something is noted that moves nothing: a session was held. A handler who does so has signed."""

from typing import Any

from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.effects.sign import sign


def note(deed: Deed) -> dict[str, Any]:
    """Leave everything where it is; the run counts how often (`act_counts`)."""
    if deed.task.role == "handler" and deed.task.state == "open":
        sign(deed)
    return {}
