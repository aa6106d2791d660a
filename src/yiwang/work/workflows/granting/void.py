"""Voided (作废): two people say that it ends without being solved; the reporter is told why."""

from typing import Any

from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import RequestTerms
from yiwang.work.workflows.models import Request
from yiwang.work.workflows.opening import end_run

OUTCOME = "void"


def is_whole(deed: Deed) -> bool:
    """It holds for everything."""
    return True


def check(deed: Deed, terms: RequestTerms) -> None:
    """Whatever is under way can be voided."""


def grant(deed: Deed, request: Request) -> dict[str, Any]:
    """End the run; every task of it is called off with it."""
    end_run(deed.setting, OUTCOME)
    return {"outcome": OUTCOME}
