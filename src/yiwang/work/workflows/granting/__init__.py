"""What granting a request does: one file for each kind.

Another kind is an act that asks (acts.py), its words (asking.py) and a file here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import RequestTerms
from yiwang.work.workflows.granting import appeal, deferral, extension, pause, usual_limits, void
from yiwang.work.workflows.models import Request


@dataclass(frozen=True, slots=True)
class Granting:
    """`check` refuses what could not be granted when it is asked; `grant` carries it out, and
    returns what the record should hold."""

    is_whole: Callable[[Deed], bool]  # whether it holds for the whole run
    check: Callable[[Deed, RequestTerms], None]
    grant: Callable[[Deed, Request], dict[str, Any]]


GRANTING: Mapping[str, Granting] = {
    "extension": Granting(extension.is_whole, extension.check, extension.grant),
    "pause": Granting(pause.is_whole, pause.check, pause.grant),
    "deferral": Granting(deferral.is_whole, deferral.check, deferral.grant),
    "appeal_count": Granting(appeal.is_whole, appeal.check, appeal.grant),
    "appeal_rating": Granting(appeal.is_whole, appeal.check, appeal.grant),
    "usual_limits": Granting(usual_limits.is_whole, usual_limits.check, usual_limits.grant),
    "void": Granting(void.is_whole, void.check, void.grant),
}
