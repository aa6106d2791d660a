"""An appeal (申诉): what is over is left out of one count, visibly; nothing of it is erased."""

from typing import Any

from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import RequestTerms
from yiwang.work.workflows.models import LeftOut, Request


def is_whole(deed: Deed) -> bool:
    """It is about the run."""
    return True


def check(deed: Deed, terms: RequestTerms) -> None:
    """Checked where it is asked, after the end (actions/appeal.py)."""


def grant(deed: Deed, request: Request) -> dict[str, Any]:
    """Enter it beside the run."""
    deed.pending.add(
        LeftOut(run=deed.run, count=request.about, request=request, granted_at=deed.now)
    )
    return {"about": request.about}
