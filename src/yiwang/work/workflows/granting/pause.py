"""A pause (暂停计时): the time does not count until a day, from the moment it was asked for.

Whoever is alone at work asks for the whole run; one of several offices asks for its own clocks.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.workflows.deed import Deed, is_open
from yiwang.work.workflows.definition.schema import RequestTerms
from yiwang.work.workflows.models import Pause, Request
from yiwang.work.workflows.pausing import pauses_of_run
from yiwang.work.workflows.reckoning import ledger_of
from yiwang.work.workflows.shifting import board_of, shift
from yiwang.work.workflows.sides import is_beside
from yiwang.work.workflows.subjects import morning_of


class NothingToPause(Refusal):
    """No limit is running here, or it is over already, or its day has passed."""

    code = "nothing_to_pause"


def is_whole(deed: Deed) -> bool:
    """Nobody else is at work on it."""
    at_work = [task for task in deed.tasks if is_open(task) and not is_beside(task.role)]
    return at_work == [deed.task]


def check(deed: Deed, terms: RequestTerms) -> None:
    """Refuses where no time runs, a day that is no day to wait for, and more than is allowed."""
    clocks = [clock for clock in deed.clocks_of(deed.task) if clock.state == "running"]
    if not clocks:
        raise NothingToPause(_("No time limit is running here, so there is nothing to pause."))
    if any(clock.purpose == "resolve" and deed.now > clock.due_at for clock in clocks):
        raise NothingToPause(_("The time is over already, so it cannot be paused any more."))
    check_day(deed, terms)


def check_day(deed: Deed, terms: RequestTerms) -> None:
    """Refuses a day that is not after today, and one further off than the rules allow."""
    day, until = deed.inputs.until, morning_of(deed.inputs.until)
    if day is None or until is None or day <= deed.setting.on:
        raise Invalid({"until": _("Please choose a day from tomorrow on.")})
    most = terms.most
    if most and until > deed.setting.days.due(deed.now, Limit(most.value, ClockKind(most.clock))):
        raise Invalid({"until": _("That is further off than the rules allow.")})


def grant(deed: Deed, request: Request) -> dict[str, Any]:
    """Enter it, and stop the clocks. Refuses when its day has passed meanwhile."""
    return enter(deed, request, kind="pause")


def enter(deed: Deed, request: Request, *, kind: str) -> dict[str, Any]:
    """The pause of a request, for its task or for everything."""
    until = still_ahead(request, deed.now)
    entry = Pause(
        run=deed.run,
        task_id=None if request.is_whole else request.task_id,
        kind=kind,
        request=request,
        began_at=request.asked_at,
        until=until,
    )
    deed.pending.add(entry)
    moved = shift(board_of(deed), ledger_of(deed.run.pk, [*pauses_of_run(deed.run.pk), entry]))
    clocks = [clock.pk for clock in moved]
    return {"until": until.isoformat(), "whole": request.is_whole, "clocks": clocks}


def still_ahead(request: Request, now: datetime) -> datetime:
    """The moment on which time goes on. Refuses one that has passed."""
    assert request.until is not None  # it was asked for so
    if request.until <= now:
        raise NothingToPause(_("The day that was asked for has come already. Refuse it instead."))
    return request.until
