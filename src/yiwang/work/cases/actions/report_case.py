"""Take in a report: check, place, number, seal the contact, start the workflow. One record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.files.actions.store_photos import store_photos
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.writing import reserve
from yiwang.work.cases.case_types import SUBJECT, workflow_key_of
from yiwang.work.cases.contact_keeping import first_contact
from yiwang.work.cases.models import Case
from yiwang.work.cases.numbers import NUMBERS, number_of
from yiwang.work.cases.placing import Placed, placed_at, placements_of
from yiwang.work.cases.policies import who_takes_in
from yiwang.work.cases.repeats import answered_before, remembered
from yiwang.work.cases.reports import CheckedReport, Report, Reported, check_report
from yiwang.work.cases.search import vector_of
from yiwang.work.cases.subject import situation_of
from yiwang.work.cases.tracking import Code, new_code
from yiwang.work.workflows.actions.start_run import STARTED, StartRun, start_run

__all__ = ["Report", "Reported", "report_case"]


@dataclass(frozen=True, slots=True)
class _Intake:
    """A report that is taken in: what was found out before anything is written."""

    checked: CheckedReport
    placed: Placed
    actor: Actor
    now: datetime


@transaction.atomic
@steady()
def report_case(report: Report, *, actor: Actor, now: datetime) -> Reported:
    """Take responsibility for a report from any channel; every door calls this.

    Refuses Invalid naming every fault at once, Forbidden for who may not take in for others, and
    KeyUsedOtherwise. A repeated request changes nothing and gets the same answer.
    """
    actor = who_takes_in(actor, report.channel, now)
    checked = check_report(report)
    before = answered_before(checked.report)
    if before is not None:
        return before
    intake = _Intake(checked, placed_at(checked.point, checked.area), actor, now)
    running, case_id, run_id, task_id = reserve(NUMBERS, Case, *STARTED)
    code = new_code()
    case = _case(intake, case_id, number_of(running, now), code)
    case.run_id = run_id
    answer = Reported(case.pk, case.number, code.shown)
    rows = [case, *_hung_on(case, intake), *remembered(checked.report, answer, now)]
    _start(intake, case, rows, (run_id, task_id))
    return answer


def _case(intake: _Intake, case_id: int, number: str, code: Code) -> Case:
    checked, report = intake.checked, intake.checked.report
    case = Case(
        id=case_id,
        number=number,
        tracking_digest=code.digest,
        type=checked.kind,
        text=report.text,
        channel=report.channel,
        place_text=report.place_text,
        area_id=intake.placed.area_id,
        taken_in_by_id=intake.actor.capacity_id,
        is_rehearsal=report.is_rehearsal,
        reported_at=intake.now,
        words=vector_of(report.text, report.place_text, number),
    )
    if report.place and checked.point:
        case.lng, case.lat = checked.point
        case.given_lng, case.given_lat = report.place.lng, report.place.lat
        case.given_datum = report.place.datum
    return case


def _hung_on(case: Case, intake: _Intake) -> list[Model]:
    """What is written beside the case; photos are kept at once."""
    checked = intake.checked
    photos = checked.report.photos
    if photos:
        store_photos(photos, subject=(SUBJECT, case.pk), purpose="report", now=intake.now)
    contacts = [first_contact(case, checked.contact)] if checked.contact else []
    return [*placements_of(case, intake.placed), *contacts]


def _start(intake: _Intake, case: Case, rows: Sequence[Model], ids: tuple[int, int]) -> None:
    kind = intake.checked.kind
    start_run(
        StartRun(
            workflow_key_of(kind.key if kind else ""),
            SUBJECT,
            case.pk,
            situation_of(case, kind),
            data=_recorded(case, intake),
            along=rows,
            ids=ids,
        ),
        actor=intake.actor,
        now=intake.now,
        record_name="cases.case.reported",
    )


def _recorded(case: Case, intake: _Intake) -> dict[str, Any]:
    """What the record holds of the case beside its run: no words, no contact."""
    return {
        "number": case.number,
        "channel": case.channel,
        "kind": intake.checked.kind.key if intake.checked.kind else "",
        "areas": intake.placed.by_net(),
        "photos": len(intake.checked.report.photos),
        "rehearsal": case.is_rehearsal,
    }
