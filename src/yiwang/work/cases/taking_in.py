"""What is taken in becomes a case: numbered, placed, its contact sealed, its workflow started."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db import DatabaseError
from django.db.models import Model
from django.utils.timezone import localdate

from yiwang.foundation.configuration.kept import Outdated, in_state
from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.rows import new_row
from yiwang.foundation.tracking import Code, new_code
from yiwang.foundation.writing import Pending, draw, reserve, write_together
from yiwang.work.cases.case_types import SUBJECT, workflow_here
from yiwang.work.cases.contact_keeping import first_contact
from yiwang.work.cases.models import Case
from yiwang.work.cases.numbers import NUMBERS, number_of
from yiwang.work.cases.placing import Placed, placements_of
from yiwang.work.cases.repeats import remembered
from yiwang.work.cases.reports import CheckedReport, Reported
from yiwang.work.cases.search import vector_of
from yiwang.work.cases.situation import situation_of
from yiwang.work.workflows.starting import STARTED, StartRun, begin

_DRAWN = (NUMBERS, Case, *STARTED)  # of each of these an intake needs one


@dataclass(frozen=True, slots=True)
class Intake:
    """A report that is taken in: what was found out before anything is written."""

    checked: CheckedReport
    placed: Placed
    actor: Actor
    now: datetime
    parent_id: int | None = None  # of a part: the case it was split from
    record_name: str = "cases.case.reported"
    urgent_share: Decimal | None = None  # of a part: of the case it was split from
    presumes: int | None = None  # the state of the configuration in which it was checked


class _Begun(NamedTuple):
    """What is answered, and what has to be written for it."""

    answer: Reported
    pending: Pending


def take_in(intake: Intake) -> Reported:
    """Write the case and start it, with the one record of its own: all in one statement, which is a
    transaction by itself if the caller has begun none. The caller has checked."""
    begun = _begun(intake, *reserve(*_DRAWN))
    begun.pending.write()
    return begun.answer


def take_in_all(intakes: Sequence[Intake]) -> list[Reported | Exception]:
    """The same for several at once, in one statement: each answer, or what was wrong with that one.

    What cannot be written together is written one by one, so that none harms another. Whoever
    presumed another state of the configuration is told (Outdated). Not inside a transaction.
    """
    drawn = draw(*_DRAWN * len(intakes))
    each = iter(drawn.ids)
    with in_state(drawn.state):
        tried = [_tried(one, drawn.state, islice(each, len(_DRAWN))) for one in intakes]
    begun = [one for one in tried if isinstance(one, _Begun)]
    problems = iter(_written(begun))
    return [(next(problems) or one.answer) if isinstance(one, _Begun) else one for one in tried]


def _tried(intake: Intake, state: int, ids: Iterable[int]) -> _Begun | Exception:
    drawn = list(ids)
    if intake.presumes not in (None, state):
        return Outdated()
    try:
        return _begun(intake, *drawn)
    except Exception as problem:
        return problem


def _written(begun: Sequence[_Begun]) -> list[Exception | None]:
    """What was wrong with each, if anything."""
    try:
        write_together(one.pending for one in begun)
    except DatabaseError as problem:
        if len(begun) == 1:
            return [problem]
        return [found for one in begun for found in _written([one])]
    return [None] * len(begun)


def _begun(intake: Intake, running: int, case_id: int, run_id: int, task_id: int) -> _Begun:
    checked = intake.checked
    code = new_code()
    case = _case(intake, case_id, number_of(running, intake.now), code)
    case.run_id = run_id
    answer = Reported(case.pk, case.number, code.shown)
    kept = remembered(checked.report, answer, intake.now)
    rows = [case, *_hung_on(case, intake), *kept]
    started = begin(
        _start(intake, case, rows),
        run_id,
        task_id,
        actor=intake.actor,
        now=intake.now,
        record_name=intake.record_name,
    )
    return _Begun(answer, started.pending)


def _case(intake: Intake, case_id: int, number: str, code: Code) -> Case:
    checked, report = intake.checked, intake.checked.report
    case = new_row(
        Case,
        id=case_id,
        number=number,
        tracking_digest=code.digest,
        type=checked.kind,
        text=report.text,
        channel=report.channel,
        place_text=report.place_text,
        outside_number=report.outside_number,
        area_id=intake.placed.area_id,
        taken_in_by_id=intake.actor.capacity_id,
        parent_id=intake.parent_id,
        is_rehearsal=report.is_rehearsal,
        reported_at=intake.now,
        words=vector_of(report.text, report.place_text, number),
    )
    if report.place and checked.point:
        case.lng, case.lat = checked.point
        case.given_lng, case.given_lat = report.place.lng, report.place.lat
        case.given_datum = report.place.datum
    return case


def _hung_on(case: Case, intake: Intake) -> list[Model]:
    """What is written beside the case; photos are kept at once."""
    checked = intake.checked
    photos = checked.report.photos
    if photos:
        store_photos(photos, subject=(SUBJECT, case.pk), purpose="report", now=intake.now)
    contacts = [first_contact(case, checked.contact)] if checked.contact else []
    return [*placements_of(case, intake.placed), *contacts]


def _start(intake: Intake, case: Case, rows: Sequence[Model]) -> StartRun:
    kind = intake.checked.kind
    return StartRun(
        workflow_here(kind.key if kind else "", case.area_id, localdate(intake.now)),
        SUBJECT,
        case.pk,
        situation_of(case, kind),
        data=_recorded(case, intake),
        along=rows,
        urgent_share=intake.urgent_share,
    )


def _recorded(case: Case, intake: Intake) -> dict[str, Any]:
    """What the record holds of the case beside its run: no words, no contact."""
    procedure = intake.checked.report.procedure
    return {
        "number": case.number,
        "channel": case.channel,
        "kind": intake.checked.kind.key if intake.checked.kind else "",
        "areas": intake.placed.by_net(),
        "photos": len(intake.checked.report.photos),
        "rehearsal": case.is_rehearsal,
        **({"parent": case.parent_id} if case.parent_id else {}),
        **({"procedure": procedure.recorded()} if procedure else {}),
    }
