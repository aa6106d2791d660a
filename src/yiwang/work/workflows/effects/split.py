"""Split: the subject has become several, each with a run of its own; this one stays where it is."""

from typing import Any

from yiwang.work.workflows.deed import Deed


def split(_deed: Deed) -> dict[str, Any]:
    """Nothing moves here: what the parts are is the subject's business."""
    return {}
