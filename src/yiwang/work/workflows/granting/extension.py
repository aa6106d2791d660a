"""More time (延期): the work is due later by so much, on the clock it runs on."""

from copy import copy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.queries import working_time_of_id
from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.workflows.deed import Deed
from yiwang.work.workflows.definition.schema import RequestTerms, SomeTime
from yiwang.work.workflows.models import Clock, Extension, Request
from yiwang.work.workflows.numbers import is_storable
from yiwang.work.workflows.reckoning import ACTIVE_STATES, Ledger, ledger_of, reckon
from yiwang.work.workflows.shifting import board_of, shift

LARGEST_VALUE = 99_999  # of any clock; the rules mostly allow far less


class NothingToExtend(Refusal):
    """No limit is running here, or it is over already."""

    code = "nothing_to_extend"


def is_whole(deed: Deed) -> bool:
    """It holds for the task on which it is asked."""
    return False


def check(deed: Deed, terms: RequestTerms) -> None:
    """Refuses more than the rules allow at a time, and asking after the time is over."""
    clock = _clock(deed, deed.task.pk)
    if deed.now > clock.due_at:
        raise NothingToExtend(
            _("The time is over already, so more of it cannot be asked for any more.")
        )
    value = deed.inputs.value
    if value is None or not is_storable(value, LARGEST_VALUE):
        raise Invalid({"value": _("Please say how much more time, as a number above 0.")})
    if terms.most and _is_more(clock, value, terms.most):
        raise Invalid({"value": _("That is more than the rules allow at a time.")})


def grant(deed: Deed, request: Request) -> dict[str, Any]:
    """Enter it; the clocks of the task are reckoned anew, whoever was told of it is forgotten."""
    assert request.value is not None  # it was asked for so
    assert request.task_id is not None
    clock = _clock(deed, request.task_id)
    ledger = ledger_of(deed.run.pk)
    entry = Extension(
        clock=clock, value=request.value, kind=clock.kind, request=request, granted_at=deed.now
    )
    deed.pending.add(entry)
    before = clock.due_at
    shift(board_of(deed), Ledger(ledger.pauses, [*ledger.extensions, entry]))
    return {"value": str(request.value), "clock": clock.kind, **_moved(before, clock.due_at)}


def _moved(before: datetime, after: datetime) -> dict[str, str]:
    moments = {"due_before": before, "due_at": after}
    return {name: moment.astimezone(UTC).isoformat() for name, moment in moments.items()}


def _clock(deed: Deed, task_id: int) -> Clock:
    for clock in deed.clocks:
        if clock.task_id == task_id and clock.purpose == "resolve" and clock.state in ACTIVE_STATES:
            return clock
    raise NothingToExtend(_("No time limit is running here, so there is nothing to extend."))


def _is_more(clock: Clock, value: Decimal, most: SomeTime) -> bool:
    """On the clock's own kind the numbers are compared, on another one the moments."""
    if clock.kind == most.clock:
        return value > most.value
    asked = copy(clock)  # never saved
    asked.limit += value
    reckon(asked, ledger_of(clock.run_id))
    days = working_time_of_id(clock.calendar_id)
    return asked.due_at > days.due(clock.due_at, Limit(most.value, ClockKind(most.clock)))
