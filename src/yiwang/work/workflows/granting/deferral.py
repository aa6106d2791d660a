"""Set aside (挂账、缓办): the whole run rests until a day, and then returns by itself.

It is counted beside the figures for what was done in time, not in them.
"""

from typing import Any

from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import RequestTerms
from yiwang.work.workflows.granting import pause
from yiwang.work.workflows.models import Request


def is_whole(deed: Deed) -> bool:
    """It holds for everything."""
    return True


def check(deed: Deed, terms: RequestTerms) -> None:
    """What is late already may be set aside too; the lateness up to then stays."""
    pause.check_day(deed, terms)


def grant(deed: Deed, request: Request) -> dict[str, Any]:
    """Enter it; every clock stands still, and the run says until when."""
    done = pause.enter(deed, request, kind="deferral")
    deed.run.deferred_until = request.until
    deed.pending.change(deed.run, "deferred_until")
    return done
