"""What becomes of a run: looked at, kept with what is wrong, or written; the one place where all
actions on runs meet. A run holds the lock of its connector."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import NotFound
from yiwang.foundation.sheets.described import Act, Key
from yiwang.foundation.sheets.faults import UnreadableTable
from yiwang.foundation.sheets.waiting import lock_list
from yiwang.interfaces.connectors.lists import list_filled
from yiwang.interfaces.connectors.models import Connector, Origin, Run
from yiwang.interfaces.connectors.planning import Planned, plan_of_content
from yiwang.interfaces.connectors.policies import sender
from yiwang.interfaces.connectors.states import (
    APPLIED,
    DISCARDED,
    FAILED,
    FAULTY,
    OPEN_STATES,
    UNCHANGED,
    WAITING,
)
from yiwang.structure.posts.powers import INSTALL_PACKS
from yiwang.structure.posts.queries.told import posts_nearest_with

SUBJECT = "connectors.run"
FAULTS_KEPT = 500
KEPT = timedelta(days=7)
_AT_ONCE = 5_000


def locked(key: str) -> Connector:
    """The connector, until the transaction ends. NotFound where there is none."""
    found = Connector.objects.select_for_update().filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no such connector. Choose one from the list."))
    return found


def look_at(
    run: Run, connector: Connector, now: datetime, *, overwrites: bool = False
) -> Planned | None:
    """Plan the run anew and note what it would do: `waiting`, `faulty` or `unchanged`; `failed` and
    None where it is no table."""
    lock_list(list_filled(connector.into))
    try:
        content = bytes(run.content or b"")
        planned = plan_of_content(connector, content, now, overwrites=overwrites)
    except UnreadableTable as unreadable:
        end(run, FAILED, now, why=str(unreadable))
        return None
    plan = planned.plan
    run.rows = len(planned.came.table.rows)
    run.counts = {} if plan.faults else {**plan.counts, "left": len(plan.left)}
    run.number_of_faults = len(plan.faults)
    run.faults = [fault.said(plan.sheet) for fault in plan.faults[:FAULTS_KEPT]]
    run.unknown = planned.came.unknown
    run.why = ""
    if plan.faults:
        run.state = FAULTY
    elif plan.changes:
        run.state = WAITING
    else:
        note_origins(connector, planned, now)
        end(run, UNCHANGED, now)
    return planned


def write(run: Run, connector: Connector, planned: Planned, now: datetime) -> None:
    """Write what the run changes, in the name of the other system, and note where it came from."""
    kind = list_filled(connector.into)
    on = timezone.localdate(now)
    kind.write(planned.plan.changes, Act(sender(connector), now, on))
    note_origins(connector, planned, now)
    end(run, APPLIED, now)


def end(run: Run, state: str, now: datetime, *, why: str = "") -> None:
    """Over: what came is forgotten."""
    run.state, run.ended_at, run.content, run.why = state, now, None, why[:300]


def drop_open_ones(connector: Connector, now: datetime) -> None:
    """What newer content stands for is not applied any more."""
    connector.runs.filter(state__in=OPEN_STATES).update(
        state=DISCARDED, ended_at=now, content=None, why=_("Newer content came.")
    )


def forget_old(now: datetime) -> None:
    """Content that nobody looked at for a week."""
    Run.objects.filter(state__in=OPEN_STATES, last_at__lt=now - KEPT).update(
        state=DISCARDED, ended_at=now, content=None, why=_("Nobody looked at it for a week.")
    )


def note_origins(connector: Connector, planned: Planned, now: datetime) -> None:
    """Number there -> row here, of all that came; and what is there no more."""
    decided = {each.key for each in planned.plan.left}
    Origin.objects.bulk_create(
        _origins(connector, planned.numbers.items(), now),
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["connector", "number"],
        update_fields=["row", "seen_at", "gone_at"],
    )
    gone = [number for number, key in planned.gone.items() if key not in decided]
    Origin.objects.filter(connector=connector, number__in=gone).update(gone_at=now)


def _origins(
    connector: Connector, numbers: Iterable[tuple[str, Key]], now: datetime
) -> Iterable[Origin]:
    for number, key in numbers:
        yield Origin(connector=connector, number=number, row=list(key), first_at=now, seen_at=now)


def record_run(run: Run, connector: Connector, actor: Actor, now: datetime) -> None:
    """The one record of what became of the run. Of what went wrong, or waits for somebody, those
    are told who keep connectors; of a series of failures once."""
    on = timezone.localdate(now)
    is_news = run.state in (FAULTY, WAITING) or (run.state == FAILED and connector.tries <= 1)
    record(
        f"connectors.run.{_SAID.get(run.state, run.state)}",
        subject=(SUBJECT, run.pk),
        actor=actor,
        at=now,
        connector=connector.key,
        way=run.way,
        sha256=run.sha256,
        counts=run.counts,
        faults=run.number_of_faults,
        posts=_keepers(on) if is_news and run.way != "by_hand" else [],
    )


_SAID = {FAULTY: "refused", WAITING: "brought"}


def _keepers(on: date) -> list[int]:
    return sorted(posts_nearest_with([INSTALL_PACKS], [None], on).get(None, ()))
