"""When a clock is due: from its start, limit, time spent, and the entries of the ledger about it.

Whatever else happens to a run moves nothing. The sign clock of a task never ends after the clock
that says when the work is due.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.queries import working_time_of_id
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.work.workflows.acts import ENDING_ROLES
from yiwang.work.workflows.models import Clock, Extension, Pause
from yiwang.work.workflows.sides import is_beside
from yiwang.work.workflows.timing import Terms, hastened, later, moments

WAITING = ("reporter", "outside")  # for somebody who is held to no limit of ours
ACTIVE_STATES = ("running", "paused")
MOMENTS = ("due_at", "near_at", "threefold_at")
ZERO = Decimal(0)
PLANNED = ("state", "next_action", "next_action_at", "failures")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries about the clocks of a run, or of many."""

    pauses: Sequence[Pause] = ()
    extensions: Sequence[Extension] = ()

    def pauses_of(self, clock: Clock) -> list[Pause]:
        """Those of its task and those of the whole run; only the latter for the run's own clock.

        What stands beside the steps goes on, and so does the time that the reporter has.
        """
        return [pause for pause in self.pauses if _covers(pause, clock)]

    def extended(self, clock: Clock) -> Decimal:
        """How much longer its limit has become, in its units."""
        return sum((each.value for each in self._given(clock) if each.kind == clock.kind), ZERO)

    def extended_otherwise(self, clock: Clock) -> list[Limit]:
        """More time from before the clock got a limit of another kind, in the units it had then."""
        others = (each for each in self._given(clock) if each.kind != clock.kind)
        return [Limit(each.value, ClockKind(each.kind)) for each in others]

    def _given(self, clock: Clock) -> list[Extension]:
        return [each for each in self.extensions if each.clock_id == clock.pk]


def ledger_of(run_id: int, pauses: Sequence[Pause] | None = None) -> Ledger:
    """Every entry about a run, in two queries, or one for a caller who has the pauses."""
    if pauses is None:
        pauses = list(Pause.objects.filter(run=run_id).order_by("began_at", "id"))
    return Ledger(pauses, list(Extension.objects.filter(clock__run=run_id)))


def _covers(pause: Pause, clock: Clock) -> bool:
    if pause.run_id != clock.run_id:
        return False
    if clock.task is None:
        return pause.task_id is None
    if pause.kind == "merge":
        return clock.task.role != "reporter"  # who is answered in the other's stead
    if pause.kind in WAITING:  # a question stops the clocks of who asks, and nobody else's
        return pause.task_id == clock.task_id
    if is_beside(clock.task.role):
        return False
    return pause.task_id in (None, clock.task_id)


def spells(pauses: Iterable[Pause]) -> list[tuple[datetime, datetime]]:
    """From when to when time stood still, or will. One without a planned end counts once it has
    ended."""
    ends = ((pause.began_at, pause.ended_at or pause.until) for pause in pauses)
    return [(began, ended) for began, ended in ends if ended]


def reckon(clock: Clock, ledger: Ledger, days: WorkingTime | None = None) -> None:
    """Set the moments of a clock. The caller saves them (`MOMENTS`)."""
    days = days or working_time_of_id(clock.calendar_id)
    limit = Limit(clock.limit + ledger.extended(clock), ClockKind(clock.kind))
    still = spells(ledger.pauses_of(clock))
    terms = Terms(clock.purpose, limit, clock.remind)
    found = moments(terms, days, clock.started_at, clock.spent_seconds, still)
    for more in ledger.extended_otherwise(clock):
        found = later(found, more, days, still)
    for name in MOMENTS:
        setattr(clock, name, getattr(found, name))


def limit_by_type(clock: Clock, limits: Mapping[str, Limit], share: Decimal | None = None) -> Limit:
    """Its limit where the type of its subject says these, of which an urgent run has a share; its
    own where types have no say."""
    if not clock.of_kind or clock.stated is None:
        return Limit(clock.limit, ClockKind(clock.kind))
    by_type = limits.get(clock.of_kind, Limit(clock.stated, ClockKind(clock.stated_kind)))
    return hastened(by_type, share)


def cap(clocks: Collection[Clock]) -> None:
    """The time to sign ends with the time to finish, at the latest. All of them of one task."""
    whole = next((clock for clock in clocks if clock.purpose == "resolve"), None)
    for clock in clocks:
        if whole is not None and clock.purpose == "acknowledge":
            for moment in MOMENTS:
                setattr(clock, moment, min(getattr(clock, moment), getattr(whole, moment)))


def plan_next(clock: Clock, now: datetime, *, is_told: bool) -> None:
    """What the sweep does next about a clock that has just been reckoned. The caller saves it.

    `is_told`: somebody is told once it is late. A reminder that would come too late is left out.
    """
    clock.failures = 0
    if clock.task is not None and clock.task.role in ENDING_ROLES:
        clock.next_action, clock.next_action_at = "expire", clock.due_at
    elif clock.remind and now < clock.near_at:
        clock.next_action, clock.next_action_at = "remind", clock.near_at
    elif is_told:
        clock.next_action, clock.next_action_at = "escalate", clock.due_at
    else:
        clock.next_action, clock.next_action_at = "", None


def wait_for_its_end(clock: Clock, ends: Sequence[datetime | None]) -> None:
    """A clock that stands still is left alone until the first of its pauses ends; one
    without a day ends by an act."""
    known = [end for end in ends if end]
    clock.failures, clock.next_action, clock.next_action_at = 0, "", None
    if len(known) == len(ends):
        clock.next_action, clock.next_action_at = "resume", min(known)
