"""What was asked for about a run: by whom, what granting would do, and what holds now."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, OuterRef, Q, Subquery

from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Extension, Pause, Request
from yiwang.work.workflows.reckoning import ACTIVE_STATES, Ledger, cap, ledger_of, reckon
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A request with its reason in words. Pending: from when to when it would move what is due."""

    kind: str
    is_whole: bool
    reason_label: str  # of the list; empty where there is none
    reason: str
    value: Decimal | None
    clock: str  # the kind of clock that `value` counts on
    until: datetime | None
    asked_as: str
    asked_at: datetime
    decision: str
    decided_as: str
    decided_at: datetime | None
    decision_reason: str
    approval_id: int
    about: str = ""  # of an appeal: which count
    ended_at: datetime | None = None  # of a pause that is over
    due_before: datetime | None = None
    due_after: datetime | None = None

    @property
    def holds(self) -> bool:
        """A pause or deferral that is granted and not over."""
        is_pause = self.kind in ("pause", "deferral") and self.decision == "granted"
        return is_pause and self.ended_at is None


def asked_of(run_id: int) -> list[AskedLine]:
    """Everything that was asked for about a run, oldest first. One query where nothing pends, else
    four."""
    rows = Request.objects.filter(run=run_id).select_related("run", "task", "pause")
    requests = list(rows.annotate(counted_in=_unit()).order_by("id"))
    if not any(request.decision == "pending" for request in requests):
        return [_line(request) for request in requests]
    clocks = list(Clock.objects.filter(run=run_id, state__in=ACTIVE_STATES).select_related("task"))
    ledger = ledger_of(run_id)
    return [_line(request, clocks, ledger) for request in requests]


def _unit() -> Subquery:
    """The kind of the clock that more time was asked for on, also once that clock has ended."""
    own = Q(task=OuterRef("task"), purpose="resolve") | Q(task=None, run=OuterRef("run"))
    found = Clock.objects.filter(own).order_by(F("task").asc(nulls_last=True))
    return Subquery(found.values("kind")[:1])


def _line(
    request: Request, clocks: Sequence[Clock] = (), ledger: Ledger | None = None
) -> AskedLine:
    terms = definition_of_version(request.run.version_id).requests.get(request.kind)
    reasons = {each.key: each for each in terms.reasons} if terms else {}
    chosen = reasons.get(request.reason_code)
    clock = _clock(request, clocks)
    pause = getattr(request, "pause", None)
    return AskedLine(
        kind=request.kind,
        is_whole=request.is_whole,
        reason_label=in_words(chosen.name, chosen.name_en) if chosen else "",
        reason=request.reason,
        value=request.value,
        clock=getattr(request, "counted_in", None) or "",
        until=request.until,
        asked_as=request.asked_as,
        asked_at=request.asked_at,
        decision=request.decision,
        decided_as=request.decided_as,
        decided_at=request.decided_at,
        decision_reason=request.decision_reason,
        approval_id=request.approval_id,
        about=request.about,
        ended_at=pause.ended_at if pause else None,
        due_before=clock.due_at if clock and request.decision == "pending" else None,
        due_after=_foreseen(request, clock, ledger) if clock and ledger else None,
    )


def _clock(request: Request, clocks: Sequence[Clock]) -> Clock | None:
    """The clock that the request is about: that of the work, else that of the whole run."""
    mine = [each for each in clocks if each.task_id == request.task_id]
    own = next((clock for clock in mine if clock.purpose == "resolve"), None)
    return own or next((clock for clock in clocks if clock.task_id is None), None)


def _foreseen(request: Request, clock: Clock, ledger: Ledger) -> datetime | None:
    """When it would be due; none where granting moves nothing."""
    if request.decision != "pending":
        return None
    after = copy(clock)  # never saved
    if request.value is not None:
        entry = Extension(clock=clock, value=request.value, kind=clock.kind)
        ledger = Ledger(ledger.pauses, [*ledger.extensions, entry])
    elif request.until is not None:
        task_id = None if request.is_whole else request.task_id
        began = {"began_at": request.asked_at, "until": request.until}
        pause = Pause(run_id=clock.run_id, task_id=task_id, kind="pause", **began)
        ledger = Ledger([*ledger.pauses, pause], ledger.extensions)
    else:
        return None
    reckon(after, ledger)
    cap([after])
    return after.due_at
